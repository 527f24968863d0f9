package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot holds all that a stranger needs to predict. */
@Tag("broker")
@ExtendWith(BrokerExtension.class)
class FreshClientIT {

    private static final int LABELLED = 2_000;
    private static final int UNLABELLED = 40;

    @TempDir
    private Path directory;

    @Test
    void aClientInAFreshProcessPredictsWhatTheTrainerPredicted(TestBroker broker) throws Exception {
        TestJob job = TestJob.of("client", broker.bootstrapServers(), directory);
        List<byte @Nullable []> records = new ArrayList<>(TestTensors.records(LABELLED, 13));
        for (int i = 0; i < UNLABELLED; i++) {
            records.add(TestTensors.record(-1, i % 3 - 1f, new Random(i)));
        }
        job.samples().create().append(records);
        job.run(RunOptions.toTheEnd());

        List<String> answers;
        try (MillraceProcess client = MillraceProcess.start(
                FreshClient.class,
                directory,
                List.of(),
                job.bootstrapServers(),
                job.model(),
                job.input(),
                Integer.toString(LABELLED))) {
            assertThat(client.exitCode()).as(client.error()).isZero();
            answers = client.output().lines().toList();
        }

        List<JsonNode> predictions = job.predictions().stream()
                .filter(prediction -> prediction.get("fate").asText().equals("unlabelled"))
                .toList();
        assertThat(predictions).hasSize(UNLABELLED);
        assertThat(answers).hasSize(1 + UNLABELLED);
        for (int i = 0; i < UNLABELLED; i++) {
            JsonNode prediction = predictions.get(i);
            String[] answer = answers.get(i + 1).split(" ", -1);
            assertThat(prediction.get("step").asText()).isEqualTo(answers.get(0));
            assertThat(prediction.get("offset").asText()).isEqualTo(answer[0]);
            for (int output = 0; output < 3; output++) {
                assertThat(Double.parseDouble(answer[output + 1]))
                        .isCloseTo(prediction.get("output").get(output).asDouble(), within(1e-5));
            }
        }
    }
}
