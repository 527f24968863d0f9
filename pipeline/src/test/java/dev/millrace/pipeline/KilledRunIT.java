package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import dev.millrace.pipeline.metrics.MetricsRecord;
import dev.millrace.pipeline.metrics.MetricsTail;
import dev.millrace.pipeline.publish.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Promises 1 and 2: whatever kills a run, each record is learnt once, and the model is the one that an undisturbed run gives. */
@ExtendWith(BrokerExtension.class)
class KilledRunIT {

    private static final int RECORDS = 12_000;
    private static final int KILLS = 5;

    @TempDir
    private Path directory;

    /** What is streamed, and how it is varied and encoded. */
    private enum Input {
        TENSORS(ThrowOnceDecoder.Tensors.class, "[{type: horizontal-flip}]", "{type: scaled}") {
            @Override
            void fill(TestTopic samples) {
                samples.append(TestTensors.records(RECORDS, 7));
            }
        },
        ROWS(
                ThrowOnceDecoder.Rows.class,
                "[{type: numeric-noise}, {type: feature-dropout, columns: [temperature]}]",
                "{type: tabular}") {
            @Override
            void fill(TestTopic samples) {
                samples.append(TestRows.records(RECORDS, 7));
            }

            /** With what the learner has to remember beside its parameters: losses, and how often each class came. */
            @Override
            TestJob job(String model, String bootstrapServers, Path directory) {
                return super.job(model, bootstrapServers, directory)
                        .withLearningRate("{type: reduce-on-plateau, schedule: {type: constant, rate: 0.01},"
                                + " patience: 1000, cooldown: 500, threshold: 0.3}")
                        .withClassWeights("{type: balanced}");
            }

            @Override
            int learningRates() {
                return 3;
            }
        },
        PNGS(ThrowOnceDecoder.Pngs.class, "[{type: random-crop, padding: 1}]", "{type: scaled}") {
            @Override
            void fill(TestTopic samples) {
                samples.append(TestPngs.records(RECORDS, 7));
            }
        };

        private final Class<? extends ThrowOnceDecoder> decoder;
        private final String augment;
        private final String encode;

        Input(Class<? extends ThrowOnceDecoder> decoder, String augment, String encode) {
            this.decoder = decoder;
            this.augment = augment;
            this.encode = encode;
        }

        abstract void fill(TestTopic samples);

        /** How many learning rates a run has at least, one after the other. */
        int learningRates() {
            return 1;
        }

        /** A job that reads the topic of this input. */
        TestJob job(String model, String bootstrapServers, Path directory) {
            return TestJob.of(model + "-" + name().toLowerCase(Locale.ROOT), bootstrapServers, directory)
                    .reading("killed." + name().toLowerCase(Locale.ROOT))
                    .decodedBy(decoder)
                    .augmentedBy(augment)
                    .encodedBy(encode);
        }
    }

    @Tag("broker")
    @Test
    void aRunKilledFiveTimesGivesTheModelOfAnUndisturbedOne(TestBroker broker) throws Exception {
        killFiveTimes(Input.TENSORS, broker);
    }

    @ParameterizedTest
    @EnumSource(mode = EXCLUDE, names = "TENSORS")
    void soDoesOneOfAnotherFormatAndItsAugmentations(Input input, TestBroker broker) throws Exception {
        killFiveTimes(input, broker);
    }

    private void killFiveTimes(Input input, TestBroker broker) throws Exception {
        TestJob undisturbed = input.job("undisturbed", broker.bootstrapServers(), directory);
        input.fill(undisturbed.samples().create());
        RunSummary expected = undisturbed.run(RunOptions.toTheEnd());
        List<MetricsRecord> metrics = undisturbed.metrics();
        // Unknown, where the broker has not answered what there is by then.
        assertThat(metrics.get(metrics.size() - 1).lag()).isIn(0L, null);
        assertThat(metrics.stream()
                        .map(MetricsRecord::window)
                        .filter(Objects::nonNull)
                        .map(MetricsRecord.Window::learningRate)
                        .filter(Objects::nonNull)
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(input.learningRates());

        TestJob killed = input.job("killed", broker.bootstrapServers(), directory);
        JsonNode summary = runKilling(killed);

        assertThat(directory.resolve("thrown")).exists();
        assertThat(summary.get("trained").asLong()).isEqualTo(RECORDS);
        assertThat(summary.get("parametersSha256").asText()).isEqualTo(expected.parametersSha256());
        assertThat(killed.versions()).isEqualTo(undisturbed.versions());
        assertThat(killed.encoderState(expected.lastSnapshotVersion()))
                .isEqualTo(undisturbed.encoderState(expected.lastSnapshotVersion()));
        assertThat(List.copyOf(killed.versions().keySet())).isEqualTo(TestJob.upTo(expected.lastSnapshotVersion()));
        assertThat(killed.sequences("metrics"))
                .isEqualTo(TestJob.upTo(killed.sequences("metrics").size()));
        assertThat(killed.sequences("snapshots")).isEqualTo(undisturbed.sequences("snapshots"));
        List<JsonNode> predictions = killed.predictions();
        assertThat(predictions)
                .extracting(prediction -> prediction.get("fate").asText())
                .containsOnly("trained");
        assertThat(predictions)
                .extracting(prediction -> prediction.get("offset").asLong() + 1)
                .isEqualTo(TestJob.upTo(RECORDS));
        assertThat(predictions)
                .extracting(prediction -> prediction.get("output").toString())
                .isEqualTo(undisturbed.predictions().stream()
                        .map(prediction -> prediction.get("output").toString())
                        .toList());
    }

    /** Runs the job as a process, killing it each time a further part of the stream was committed; gives the last one's summary. */
    private JsonNode runKilling(TestJob job) throws Exception {
        PipelineConfig config = job.config();
        try (Topics topics = Topics.connect(config.kafka())) {
            topics.prepare(config);
        }
        AtomicLong committed = new AtomicLong();
        try (MetricsTail tail =
                MetricsTail.follow(Publishing.of(config), "run-0001", 0, record -> committed.set(record.consumed()))) {
            for (int kill = 1; kill <= KILLS; kill++) {
                // After the last kill so much is left that no machine trains it before it is seen to be time.
                long enough = (long) RECORDS * kill / (KILLS + 3);
                try (MillraceProcess process = start(job)) {
                    while (committed.get() < enough) {
                        assertThat(process.process().isAlive())
                                .as("%s%s", process.output(), process.error())
                                .isTrue();
                        Thread.sleep(20);
                    }
                    process.process().destroyForcibly().waitFor();
                }
                assertThat(tail.latest())
                        .hasValueSatisfying(record -> assertThat(record.ended()).isFalse());
            }
            try (MillraceProcess process = start(job)) {
                assertThat(process.exitCode())
                        .as("%s%s", process.output(), process.error())
                        .isZero();
            }
        }
        return new ObjectMapper().readTree(Files.readString(directory.resolve("summary.json")));
    }

    private MillraceProcess start(TestJob job) throws Exception {
        return MillraceProcess.start(
                directory,
                List.of(
                        // A process that lives for seconds gains nothing from code that is compiled twice.
                        "-XX:TieredStopAtLevel=1",
                        "-D" + ThrowOnceDecoder.MARKER + "=" + directory.resolve("thrown"),
                        "-D" + ThrowOnceDecoder.POSITION + "=" + RECORDS / 2),
                "run",
                job.file().toString(),
                "--bounded",
                "--summary",
                directory.resolve("summary.json").toString());
    }
}
