package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import dev.millrace.pipeline.metrics.MetricsRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(BrokerExtension.class)
class JobRunnerIT {

    @TempDir
    private Path directory;

    @Test
    void everyRecordIsAccountedFor(TestBroker broker) throws Exception {
        TestJob job = TestJob.of("accounted", broker.bootstrapServers(), directory);
        List<byte @Nullable []> records = new ArrayList<>(TestTensors.records(2_000, 1));
        for (int i = 0; i < 30; i++) {
            records.add(TestTensors.record(-1, 0, new Random(i)));
        }
        for (int i = 0; i < 5; i++) {
            records.add(null);
        }
        job.samples().create().append(records);

        RunSummary summary = job.run(RunOptions.toTheEnd());

        assertThat(summary.ended()).isTrue();
        assertThat(summary.trained()).isEqualTo(2_000);
        assertThat(summary.unlabelled()).isEqualTo(30);
        assertThat(summary.stepRejected()).isZero();
        assertThat(summary.deadLettersByReason()).isEqualTo(Map.of("null-value", 5L));
        assertThat(summary.prequentialAccuracy()).isGreaterThan(0.8);
        assertThat(summary.parametersSha256()).hasSize(64);
        MetricsRecord last = job.metrics().get(job.metrics().size() - 1);
        assertThat(last.consumed()).isEqualTo(2_035);
        assertThat(last.ended()).isTrue();
        assertThat(job.predictions()).hasSize(2_030);
        assertThat(job.topic("dead-letters").readAll()).hasSize(5);
        assertThat(job.sequences("metrics"))
                .isEqualTo(TestJob.upTo(job.metrics().size()));
        assertThat(job.sequences("snapshots"))
                .isEqualTo(TestJob.upTo(job.topic("snapshots").readAll().size()));
    }

    @Test
    void aJobThatIsOverLeavesNoKafkaClientBehind(TestBroker broker) throws Exception {
        TestJob job = TestJob.of("left-behind", broker.bootstrapServers(), directory);
        job.samples().create().append(TestTensors.records(200, 1));
        Set<Thread> ofOthers = kafkaClients();

        job.run(RunOptions.toTheEnd());

        // Flink closes some behind the back of a job that is over.
        Settled.await("no client of the job lives", () -> ofOthers.containsAll(kafkaClients()));
    }

    private static Set<Thread> kafkaClients() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("kafka-admin-client-thread")
                        || thread.getName().startsWith("kafka-producer-network-thread"))
                .collect(Collectors.toSet());
    }
}
