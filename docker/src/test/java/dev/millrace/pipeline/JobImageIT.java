package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.broker.ContainerBroker;
import dev.millrace.pipeline.broker.TestBroker;
import dev.millrace.pipeline.dataset.DataRecord;
import dev.millrace.pipeline.dataset.RecordProducer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.Network;

/**
 * The job's image as containers: when the TaskManager that trains is killed, each sample is trained once, and the model
 * is that of an undisturbed run.
 */
@Tag("containers")
@Timeout(600)
class JobImageIT {

    /** A multiple of the batch and of the samples between two snapshots, as the stream does not end. */
    private static final int RECORDS = 8_000;

    private static final int A_SECOND = 500;

    @TempDir
    private Path directory;

    @Test
    void anotherTaskManagerGoesOnWhereTheOneThatWasKilledHadCommitted() throws Exception {
        try (Network network = Network.newNetwork();
                TestBroker broker = ContainerBroker.start(
                        kafka -> kafka.withNetwork(network).withListener("kafka:19092"))) {
            TestJob job = TestJob.of("image", broker.bootstrapServers(), directory);
            job.samples().create();
            ExecutorService producing = Executors.newSingleThreadExecutor();
            try (JobImageCluster cluster = new JobImageCluster(network, configuration(), 2)) {
                Future<?> produced = producing.submit(() -> produce(job));
                JobProgress.await(job, RECORDS / 4);
                cluster.killTheTaskManagerThatTrains();
                assertThat(produced.isDone()).as("all was sent before the kill").isFalse();
                JobProgress.await(job, RECORDS);
                produced.get();
                assertThat(cluster.logged()).contains("switched from state RESTARTING to RUNNING");
            } finally {
                producing.shutdownNow();
            }
            assertThatEachSampleWasTrainedOnce(job);
            assertThatItIsTheModelOf(undisturbed(broker, job), job);
        }
    }

    /** The configuration as it is in the containers. */
    private static String configuration() {
        return TestJob.of("image", "kafka:19092", JobImageCluster.HOME).yaml();
    }

    private static void produce(TestJob job) {
        try (RecordProducer producer = new RecordProducer(job.config().kafka(), job.input(), A_SECOND)) {
            List<byte[]> records = TestJob.records(RECORDS, 23).stream()
                    .map(Objects::requireNonNull)
                    .toList();
            for (int i = 0; i < records.size(); i++) {
                producer.send(DataRecord.of(i, records.get(i)));
            }
            producer.flush();
        }
    }

    private static void assertThatEachSampleWasTrainedOnce(TestJob job) {
        assertThat(job.predictions())
                .extracting(prediction -> prediction.get("offset").asLong() + 1)
                .isEqualTo(TestJob.upTo(RECORDS));
        assertThat(job.predictions())
                .extracting(prediction -> prediction.get("fate").asText())
                .containsOnly("trained");
        assertThat(job.sequences("metrics"))
                .isEqualTo(TestJob.upTo(job.sequences("metrics").size()));
        assertThat(job.sequences("snapshots"))
                .isEqualTo(TestJob.upTo(job.sequences("snapshots").size()));
    }

    private TestJob undisturbed(TestBroker broker, TestJob job) throws InterruptedException {
        TestJob undisturbed = TestJob.of("image-undisturbed", broker.bootstrapServers(), directory)
                .reading(job.input());
        assertThat(undisturbed.run(RunOptions.toTheEnd()).trained()).isEqualTo(RECORDS);
        return undisturbed;
    }

    private static void assertThatItIsTheModelOf(TestJob undisturbed, TestJob job) {
        Map<Long, String> versions = job.versions();
        assertThat(List.copyOf(versions.keySet())).isEqualTo(TestJob.upTo(versions.size()));
        assertThat(versions).hasSizeGreaterThanOrEqualTo(RECORDS / 500 - 1);
        assertThat(undisturbed.versions()).containsAllEntriesOf(versions);
    }
}
