package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import dev.millrace.pipeline.metrics.MetricsRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An input topic that gets partitions while its job runs. */
@ExtendWith(BrokerExtension.class)
class AddedPartitionsIT {

    private static final int EACH = 320;

    @TempDir
    private Path directory;

    @Test
    void addedPartitionsAreReadFromTheirBeginningAndGoneOnWithAfterARestart(TestBroker broker) throws Exception {
        TestJob job = job("added-partitions", broker);
        runAndAdd(
                job,
                samples -> samples.addPartitions(3)
                        .append(1, TestTensors.records(EACH, 2))
                        .append(2, TestTensors.records(EACH, 3)),
                3 * EACH);

        job.samples().append(1, TestTensors.records(EACH, 4)).append(2, TestTensors.records(EACH, 5));
        RunSummary summary = job.runUntil(5 * EACH);

        assertThat(summary.trained()).isEqualTo(5 * EACH);
        List<JsonNode> predictions = job.predictions();
        assertThat(offsets(predictions, 0)).containsExactlyElementsOf(upTo(EACH));
        assertThat(offsets(predictions, 1)).containsExactlyElementsOf(upTo(2 * EACH));
        assertThat(offsets(predictions, 2)).containsExactlyElementsOf(upTo(2 * EACH));
    }

    @Test
    void whatIsDeletedFromAnAddedPartitionBeforeItsFirstRecordWasReadIsNotSkipped(TestBroker broker) throws Exception {
        TestJob job = job("added-unread", broker);
        runAndAdd(job, samples -> samples.addPartitions(3).append(2, TestTensors.records(EACH, 6)), 2 * EACH);
        job.samples().append(1, TestTensors.records(EACH, 7)).deleteBefore(1, 5);

        assertThatThrownBy(() -> job.run(RunOptions.continuous()))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("topic added-unread.samples no longer holds offsets 0 to 4 of partition 1");
    }

    private TestJob job(String model, TestBroker broker) {
        return TestJob.of(model, broker.bootstrapServers(), directory)
                .withKafkaProperties("{partition.discovery.interval.ms: \"200\"}");
    }

    /** Runs the job over one partition, adds others once it is read, and cancels the job once so many samples have trained it. */
    private static void runAndAdd(TestJob job, Consumer<TestTopic> adding, long until) throws Exception {
        job.samples().create().append(TestTensors.records(EACH, 1));
        List<JobRunner> running = new ArrayList<>();
        RunListener adds = new RunListener() {
            private boolean hasAdded;

            @Override
            public void metrics(MetricsRecord record) {
                if (record.trained() == EACH && !hasAdded) {
                    hasAdded = true;
                    adding.accept(job.samples());
                } else if (record.trained() == until) {
                    running.get(0).cancel();
                }
            }
        };
        running.add(new JobRunner(job.config(), RunOptions.continuous(), adds));
        running.get(0).run();
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
