package dev.millrace.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.config.ConfigLoader;
import dev.millrace.pipeline.dataset.DataRecord;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Target;
import dev.millrace.sample.decode.SampleDecoder;
import dev.millrace.sample.decode.SourceRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What holds of every stream. */
class DemoStreamTest {

    private static final List<String> NAMES = DemoStream.NAMES;
    private static final long SAMPLES = 2_000;

    @TempDir
    private Path directory;

    @Test
    void eachStreamThatThereIsHasAName() {
        assertThat(NAMES.stream().<Class<?>>map(name -> DemoStream.named(name).getClass()))
                .containsExactlyInAnyOrder(DemoStream.class.getPermittedSubclasses());
    }

    @Test
    void anotherNameIsRefused() {
        assertThatThrownBy(() -> DemoStream.named("letters"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stream must be images or elec2, got letters");
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void whatIsStreamedIsWhatTheConfigurationReads(String name) throws Exception {
        DemoStream stream = DemoStream.named(name);
        assertThat(stream.name()).isEqualTo(name);
        SampleDecoder decoder = config(stream).source().decoder();
        try (Stream<DataRecord> records = stream.records(SAMPLES)) {
            List<Ingested> decoded =
                    records.map(record -> decode(decoder, record.value())).toList();
            assertThat(decoded)
                    .hasSize((int) SAMPLES)
                    .allSatisfy(each -> assertThat(each)
                            .isInstanceOfSatisfying(
                                    Sample.class,
                                    sample -> assertThat(sample.target()).isInstanceOf(Target.Label.class)));
        }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void aSnapshotIsTestedOnRecordsThatSayTheirLabel(String name) throws Exception {
        DemoStream stream = DemoStream.named(name);
        SampleDecoder decoder = config(stream).source().decoder();
        List<String> labels = decoder.contract().labels();
        assertThat(stream.tests(SAMPLES / 2, SAMPLES))
                .isNotEmpty()
                .allSatisfy(test -> assertThat(decode(decoder, test.value()))
                        .isInstanceOfSatisfying(
                                Sample.class,
                                sample -> assertThat(sample.target())
                                        .isEqualTo(new Target.Label(labels.indexOf(test.label())))));
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void itsOwnDefaultIsNotTooManySamples(String name) {
        DemoStream stream = DemoStream.named(name);
        stream.requireSamples(stream.defaultSamples());
        assertThatThrownBy(() -> stream.requireSamples(999))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("samples must be ")
                .hasMessageContaining("got 999");
    }

    @Test
    void imagesAreRepeatedOnlyAfterOnePass() {
        DemoStream images = DemoStream.named("images");
        assertThat(images.accuracyNote(8_000)).isEqualTo("prequential");
        assertThat(images.accuracyNote(8_001)).isEqualTo("prequential, on repeated images");
    }

    private PipelineConfig config(DemoStream stream) throws Exception {
        DemoOptions options = new DemoOptions(stream, SAMPLES, directory.resolve("demo"), 0);
        try (DemoDirectory demo = DemoDirectory.open(options.directory())) {
            return ConfigLoader.load(DemoConfig.write(demo, options, "127.0.0.1:9092"))
                    .config();
        }
    }

    private static Ingested decode(SampleDecoder decoder, byte[] value) {
        return decoder.decode(SourceRecord.of(Origin.of("topic", 0, 0), value));
    }
}
