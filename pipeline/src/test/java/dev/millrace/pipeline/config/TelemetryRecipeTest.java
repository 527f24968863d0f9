package dev.millrace.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.sample.Deviations;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Rejected;
import dev.millrace.sample.Sample;
import dev.millrace.sample.decode.SampleDecoder;
import dev.millrace.sample.decode.SourceRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/recipes/telemetry.md} says of each record what comes of it; this is what comes of it. */
class TelemetryRecipeTest {

    private static final Path DOCS = Path.of("../docs");
    private static final Pattern RECORD = Pattern.compile("```json\n(.*?)\n```\n\n([^\n]*)", Pattern.DOTALL);
    private static final Pattern SCHEMA = Pattern.compile("```yaml\nschema:\n(.*?)```", Pattern.DOTALL);

    static Stream<Arguments> records() throws IOException {
        return RECORD.matcher(recipe()).results().map(found -> Arguments.of(found.group(1), found.group(2)));
    }

    @ParameterizedTest
    @MethodSource("records")
    void saysWhatComesOfARecord(String record, String outcome) {
        SampleDecoder decoder = ConfigLoader.load(DOCS.resolve("examples/telemetry.yaml"))
                .config()
                .source()
                .decoder();

        Ingested decoded =
                decoder.decode(SourceRecord.of(Origin.of("readings", 0, 0), record.getBytes(StandardCharsets.UTF_8)));

        assertThat(words(decoded)).isEqualTo(outcome);
    }

    @Test
    void showsTheSchemaOfTheExample() throws IOException {
        String shown = SCHEMA.matcher(recipe())
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow();
        String example = Files.readString(DOCS.resolve("examples/telemetry.yaml"));
        assertThat(shown.lines().filter(line -> line.contains("kind:")).map(String::strip))
                .isEqualTo(example.lines()
                        .filter(line -> line.contains("kind:"))
                        .map(String::strip)
                        .toList());
    }

    private static String recipe() throws IOException {
        return Files.readString(DOCS.resolve("recipes/telemetry.md"));
    }

    private static String words(Ingested outcome) {
        if (outcome instanceof Rejected rejected) {
            return "Dead letter, `" + rejected.reason().label() + "`.";
        }
        Sample sample = (Sample) outcome;
        Deviations deviations = sample.deviations();
        return (sample.isLabelled() ? "Trained; " : "Predicted; ")
                + (deviations.equals(Deviations.NONE)
                        ? "nothing was filled in."
                        : deviations.filledFields() + " fields were filled in, " + deviations.unknownFields()
                                + " was passed over.");
    }
}
