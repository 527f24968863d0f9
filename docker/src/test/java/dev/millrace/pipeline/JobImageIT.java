package dev.millrace.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.broker.ContainerBroker;
import dev.millrace.pipeline.broker.TestBroker;
import dev.millrace.pipeline.dataset.DataRecord;
import dev.millrace.pipeline.dataset.RecordProducer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.Network;

/**
 * The job's image as containers: when the TaskManager that trains is killed, each sample is trained once, and the model
 * is that of an undisturbed run.
 */
@Tag("containers")
class JobImageIT {

    /** Records sent in a second: whole batches, since however long is sent, all of it must be trained and the stream does not end. */
    private static final int A_SECOND = 30 * TestJob.BATCH;

    private static final int SECONDS_AFTER_THE_KILL = 8;

    @TempDir
    private Path directory;

    @Test
    void anotherTaskManagerGoesOnWhereTheOneThatWasKilledHadCommitted() throws Exception {
        try (Network network = Network.newNetwork();
                TestBroker broker = ContainerBroker.start(
                        kafka -> kafka.withNetwork(network).withListener("kafka:19092"))) {
            TestJob job = TestJob.of("image", broker.bootstrapServers(), directory);
            job.samples().create();
            int records;
            ExecutorService producing = Executors.newSingleThreadExecutor();
            try (JobImageCluster cluster = new JobImageCluster(network, configuration(), 2)) {
                CountDownLatch kill = new CountDownLatch(1);
                Future<Integer> produced = producing.submit(() -> produce(job, kill));
                JobProgress.await(job, 4 * A_SECOND);
                cluster.killTheTaskManagerThatTrains();
                kill.countDown();
                records = produced.get();
                JobProgress.await(job, records);
                assertThat(cluster.logged()).contains("switched from state RESTARTING to RUNNING");
            } finally {
                producing.shutdownNow();
            }
            assertThatEachSampleWasTrainedOnce(job, records);
            assertThatItIsTheModelOf(undisturbed(broker, job, records), job);
        }
    }

    /** The configuration as it is in the containers. */
    private static String configuration() {
        return TestJob.of("image", "kafka:19092", JobImageCluster.HOME).yaml();
    }

    /** Sends records until some seconds after the kill. @return how many */
    private static int produce(TestJob job, CountDownLatch kill) {
        int sent = 0;
        try (RecordProducer producer = new RecordProducer(job.config().kafka(), job.input(), A_SECOND)) {
            for (int left = SECONDS_AFTER_THE_KILL; left > 0; left -= kill.getCount() == 0 ? 1 : 0) {
                for (byte[] record : TestTensors.records(A_SECOND, sent)) {
                    producer.send(DataRecord.of(sent, requireNonNull(record)));
                    sent++;
                }
            }
            producer.flush();
        }
        return sent;
    }

    private static void assertThatEachSampleWasTrainedOnce(TestJob job, int records) {
        assertThat(job.predictions())
                .extracting(prediction -> prediction.get("offset").asLong() + 1)
                .isEqualTo(TestJob.upTo(records));
        assertThat(job.predictions())
                .extracting(prediction -> prediction.get("fate").asText())
                .containsOnly("trained");
        assertThat(job.sequences("metrics"))
                .isEqualTo(TestJob.upTo(job.sequences("metrics").size()));
        assertThat(job.sequences("snapshots"))
                .isEqualTo(TestJob.upTo(job.sequences("snapshots").size()));
    }

    private TestJob undisturbed(TestBroker broker, TestJob job, int records) throws InterruptedException {
        TestJob undisturbed = TestJob.of("image-undisturbed", broker.bootstrapServers(), directory)
                .reading(job.input());
        assertThat(undisturbed.run(RunOptions.toTheEnd()).trained()).isEqualTo(records);
        return undisturbed;
    }

    private static void assertThatItIsTheModelOf(TestJob undisturbed, TestJob job) {
        Map<Long, String> versions = job.versions();
        Map<Long, String> expected = undisturbed.versions();
        assertThat(List.copyOf(versions.keySet())).isEqualTo(TestJob.upTo(versions.size()));
        // The undisturbed run has an end, where it publishes its last model.
        assertThat(versions).hasSizeGreaterThanOrEqualTo(expected.size() - 1);
        assertThat(expected).containsAllEntriesOf(versions);
    }
}
