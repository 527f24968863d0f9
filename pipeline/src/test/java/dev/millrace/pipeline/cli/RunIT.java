package dev.millrace.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.pipeline.MillraceProcess;
import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.PipelineConfig.Kafka;
import dev.millrace.pipeline.TestTopic;
import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import dev.millrace.pipeline.dataset.DataRecord;
import dev.millrace.pipeline.dataset.RecordProducer;
import dev.millrace.pipeline.publish.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code millrace run}, as people start, stop and resume it. */
@ExtendWith(BrokerExtension.class)
class RunIT {

    private static final int SIGTERM = 128 + 15;

    private final TestBroker broker;

    @TempDir
    private Path directory;

    RunIT(TestBroker broker) {
        this.broker = broker;
    }

    @Test
    void aBoundedRunEndsWithASummary() throws Exception {
        Path config = config("cli-ends");
        produce("cli-ends", 500);

        try (MillraceProcess run = start(config, "--bounded", "--summary", "s.json")) {
            assertThat(run.exitCode()).as(run.error()).isZero();
            assertThat(run.output().lines())
                    .contains(
                            "Model cli-ends: run-0001 reached its end.",
                            "  samples         500 (500 trained, 0 rejected with their step, 0 without a label)",
                            "  dead letters    0")
                    .anyMatch(line -> line.startsWith("  last snapshot   version "));
            assertThat(run.error().lines())
                    .allMatch(
                            line -> line.startsWith("Model cli-ends: run-0001 begins") || line.startsWith("records: "));
        }
        JsonNode summary =
                new ObjectMapper().readTree(directory.resolve("s.json").toFile());
        assertThat(summary.get("samples").asLong()).isEqualTo(500);
        assertThat(summary.get("ended").asBoolean()).isTrue();

        try (MillraceProcess again = start(config, "--bounded")) {
            assertThat(again.exitCode()).as(again.error()).isZero();
            assertThat(again.error().lines())
                    .singleElement()
                    .asString()
                    .contains("run-0001 has reached its end, and the input topic holds nothing after it");
            assertThat(again.output())
                    .contains("  samples         500 (500 trained")
                    .containsPattern("this process +had nothing to do");
        }

        produce("cli-ends", 100);
        try (MillraceProcess next = start(config, "--bounded")) {
            assertThat(next.exitCode()).as(next.error()).isZero();
            assertThat(next.error()).contains("run-0002 goes on from the end of run-0001");
            assertThat(next.output()).contains("  samples         100 (100 trained");
        }
    }

    @Test
    void aRunThatTrainedNothingFailsAndSaysWhy() throws Exception {
        Path config = config("cli-nothing");
        new TestTopic(broker.bootstrapServers(), "cli-nothing.samples")
                .create()
                .append(List.of(new byte[3], new byte[3]));

        try (MillraceProcess run = start(config, "--bounded", "--summary", "n.json")) {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.error().lines().toList())
                    .last()
                    .isEqualTo(
                            "nothing was trained, and no snapshot was published: all 2 records of topic cli-nothing.samples are"
                                    + " dead letters; topic cli-nothing.dead-letters has each with its reason");
        }
        assertThat(directory.resolve("n.json")).content().contains("\"snapshots\" : 0");
    }

    @Test
    void aSignalStopsItAndTheNextStartGoesOn() throws Exception {
        Path config = config("cli-stops");
        produce("cli-stops", 500);

        try (MillraceProcess run = start(config)) {
            run.awaitCheckpoint(directory.resolve("state/cli-stops"));
            run.process().destroy();
            assertThat(run.exitCode()).isEqualTo(SIGTERM);
            assertThat(run.output()).startsWith("Model cli-stops: run-0001 was stopped; run it again to go on.");
        }
        try (MillraceProcess run = start(config)) {
            run.awaitError(Pattern.compile("run-0001 goes on from chk-"));
            run.process().destroy();
            assertThat(run.exitCode()).isEqualTo(SIGTERM);
        }
    }

    private MillraceProcess start(Path config, String... more) throws IOException {
        String[] arguments = new String[more.length + 2];
        arguments[0] = "run";
        arguments[1] = config.toString();
        System.arraycopy(more, 0, arguments, 2, more.length);
        return MillraceProcess.start(directory, List.of(), arguments);
    }

    private void produce(String model, int records) {
        String topic = model + ".samples";
        try (Topics topics = Topics.connect(PipelineConfig.Kafka.of(broker.bootstrapServers(), null, null))) {
            topics.createInput(topic, 1);
        }
        try (RecordProducer producer = new RecordProducer(Kafka.of(broker.bootstrapServers(), null, null), topic, 0)) {
            for (int i = 0; i < records; i++) {
                byte label = (byte) (i * 7 % 2);
                producer.send(DataRecord.of(i, new byte[] {label, (byte) (label * 100), (byte) i, 3, 4}));
            }
            producer.flush();
        }
    }

    private Path config(String model) throws IOException {
        return Files.writeString(directory.resolve(model + ".yaml"), """
                model: %1$s
                kafka:
                  bootstrapServers: %2$s
                source:
                  topic: %1$s.samples
                  decoder: {type: raw-tensor, shape: [4], labels: [a, b]}
                trainer:
                  network: {type: mlp, hidden: []}
                state:
                  directory: state
                  checkpointInterval: 500 ms
                """.formatted(model, broker.bootstrapServers()));
    }
}
