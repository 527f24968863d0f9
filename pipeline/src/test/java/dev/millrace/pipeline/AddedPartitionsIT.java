package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import dev.millrace.pipeline.metrics.MetricsRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An input topic that gets partitions while its job runs. */
@ExtendWith(BrokerExtension.class)
@Timeout(120)
class AddedPartitionsIT {

    private static final int EACH = 320;

    @TempDir
    private Path directory;

    @Test
    void addedPartitionsAreReadFromTheirBeginningAndGoneOnWithAfterARestart(TestBroker broker) throws Exception {
        TestJob job = TestJob.of("added-partitions", broker.bootstrapServers(), directory)
                .withKafkaProperties("{partition.discovery.interval.ms: \"200\"}");
        job.samples().create().append(TestJob.records(EACH, 1));
        List<JobRunner> running = new ArrayList<>();
        RunListener addsTwo = new RunListener() {
            private boolean hasAdded;

            @Override
            public void metrics(MetricsRecord record) {
                if (record.trained() == EACH && !hasAdded) {
                    hasAdded = true;
                    job.samples()
                            .addPartitions(3)
                            .append(1, TestJob.records(EACH, 2))
                            .append(2, TestJob.records(EACH, 3));
                } else if (record.trained() == 3 * EACH) {
                    running.get(0).cancel();
                }
            }
        };
        running.add(new JobRunner(job.config(), RunOptions.continuous(), addsTwo));
        running.get(0).run();

        job.samples().append(1, TestJob.records(EACH, 4)).append(2, TestJob.records(EACH, 5));
        RunSummary summary = job.runUntil(5 * EACH);

        assertThat(summary.trained()).isEqualTo(5 * EACH);
        List<JsonNode> predictions = job.predictions();
        assertThat(offsets(predictions, 0)).containsExactlyElementsOf(upTo(EACH));
        assertThat(offsets(predictions, 1)).containsExactlyElementsOf(upTo(2 * EACH));
        assertThat(offsets(predictions, 2)).containsExactlyElementsOf(upTo(2 * EACH));
    }

    private static List<Long> offsets(List<JsonNode> predictions, int partition) {
        return predictions.stream()
                .filter(prediction -> prediction.get("partition").asInt() == partition)
                .map(prediction -> prediction.get("offset").asLong())
                .toList();
    }

    private static List<Long> upTo(long end) {
        return LongStream.range(0, end).boxed().toList();
    }
}
