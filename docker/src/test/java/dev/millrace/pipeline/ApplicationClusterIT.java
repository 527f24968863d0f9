package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import dev.millrace.pipeline.metrics.MetricsRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The job on a cluster of its own, in application mode: what its JobManager logs and exits with, and how it comes back. */
@ExtendWith(BrokerExtension.class)
class ApplicationClusterIT {

    @TempDir
    private Path directory;

    @Test
    void aBoundedRunTrainsEverySampleAndEndsTheJobManagerWithZero(TestBroker broker) throws Exception {
        TestJob job = TestJob.of("cluster-bounded", broker.bootstrapServers(), directory);
        job.samples().create().append(TestTensors.records(2_000, 1));
        try (StandaloneCluster cluster = new StandaloneCluster(directory.resolve("flink"))) {
            FlinkProcess jobManager = cluster.startApplication(job.file().toString(), "--bounded");
            cluster.startTaskManager();

            assertThat(jobManager.exitCode()).as(jobManager.logged()).isZero();
        }

        List<MetricsRecord> metrics = job.metrics();
        MetricsRecord last = metrics.get(metrics.size() - 1);
        assertThat(last.trained()).isEqualTo(2_000);
        assertThat(last.ended()).isTrue();
    }

    @Test
    void aJobManagerThatWasKilledGoesOnFromTheNewestCheckpoint(TestBroker broker) throws Exception {
        TestJob job = TestJob.of("cluster-killed", broker.bootstrapServers(), directory);
        job.samples().create().append(TestTensors.records(1_000, 1));
        try (StandaloneCluster cluster = new StandaloneCluster(directory.resolve("flink"))) {
            FlinkProcess jobManager = cluster.startApplication(job.file().toString());
            cluster.startTaskManager();
            JobProgress.await(job, 900);
            jobManager.kill();
            job.samples().append(TestTensors.records(1_000, 2));

            FlinkProcess restarted = cluster.startApplication(job.file().toString());
            JobProgress.await(job, 2_000);

            assertThat(restarted.logged()).contains("run-0001 goes on from ");
        }
        assertThat(job.sequences("metrics"))
                .isEqualTo(TestJob.upTo(job.sequences("metrics").size()));
        assertThat(job.predictions()).hasSize(2_000);
    }

    @Test
    void aJobStoppedWithASavepointEndsTheJobManagerWithZeroAndGoesOnFromThere(TestBroker broker) throws Exception {
        TestJob job = TestJob.of("cluster-stopped", broker.bootstrapServers(), directory);
        job.samples().create().append(TestTensors.records(1_000, 1));
        try (StandaloneCluster cluster = new StandaloneCluster(directory.resolve("flink"))) {
            FlinkProcess jobManager = cluster.startApplication(job.file().toString());
            cluster.startTaskManager();
            JobProgress.await(job, 900);

            CommandCall stopped = CommandCall.of("stop", "--savepoint", "--flink", cluster.rest(), job.model());

            assertThat(stopped.exitCode()).as(stopped.err()).isZero();
            assertThat(jobManager.exitCode()).as(jobManager.logged()).isZero();
            job.samples().append(TestTensors.records(1_000, 2));
            FlinkProcess again = cluster.startApplication(job.file().toString());
            JobProgress.await(job, 1_900);
            assertThat(again.logged()).containsPattern("run-0001 goes on from \\S+/savepoints/savepoint-");
        }
    }

    @Test
    void aSecondJobManagerOfTheModelIsRefusedWithASentence(TestBroker broker) throws Exception {
        TestJob job = TestJob.of("cluster-twice", broker.bootstrapServers(), directory);
        job.samples().create().append(TestTensors.records(500, 1));
        try (StandaloneCluster first = new StandaloneCluster(directory.resolve("flink-1"))) {
            FlinkProcess running = first.startApplication(job.file().toString());
            awaitLogged(running, "running as job ");

            assertThat(sentenceOfFailedStart(job)).contains("another process is running model cluster-twice");
        }
    }

    @Test
    void aBrokerThatDoesNotAnswerEndsTheJobManagerWithASentence() throws Exception {
        TestJob job = TestJob.of("cluster-alone", "127.0.0.1:1", directory);

        assertThat(sentenceOfFailedStart(job)).contains("no Kafka broker answered at 127.0.0.1:1 within ");
    }

    @Test
    void aStateDirectoryThatCannotBeWrittenEndsTheJobManagerWithASentence(TestBroker broker) throws Exception {
        Files.createFile(directory.resolve("state"));
        TestJob job = TestJob.of("cluster-unwritable", broker.bootstrapServers(), directory);
        job.samples().create();

        assertThat(sentenceOfFailedStart(job)).contains("state.directory must be a writable directory");
    }

    @Test
    void recordsThatWereDeletedBeforeTheyWereReadEndTheJobWithASentence(TestBroker broker) throws Exception {
        TestJob job = TestJob.of("cluster-deleted", broker.bootstrapServers(), directory);
        job.samples().create().append(TestTensors.records(1_000, 1));
        job.runUntil(1_000);
        job.samples().append(TestTensors.records(1_000, 2));
        job.samples().deleteBefore(1_500);

        try (StandaloneCluster cluster = new StandaloneCluster(directory.resolve("flink"))) {
            FlinkProcess jobManager = cluster.startApplication(job.file().toString());
            cluster.startTaskManager();

            assertThat(jobManager.exitCode()).as(jobManager.logged()).isNotZero();
            assertThat(sentence(jobManager))
                    .contains("topic cluster-deleted.samples no longer holds offsets ")
                    .contains(" to 1499 of partition 0");
        }
    }

    private static void awaitLogged(FlinkProcess process, String text) throws InterruptedException {
        Instant deadline = Instant.now().plusSeconds(300);
        while (!process.logged().contains(text)) {
            assertThat(Instant.now()).as(process.logged()).isBefore(deadline);
            Thread.sleep(100);
        }
    }

    /** What the JobManager says that ends before it needs a TaskManager. */
    private String sentenceOfFailedStart(TestJob job) throws InterruptedException {
        try (StandaloneCluster cluster = new StandaloneCluster(directory.resolve("flink"))) {
            FlinkProcess jobManager = cluster.startApplication(job.file().toString());
            assertThat(jobManager.exitCode()).as(jobManager.logged()).isNotZero();
            return sentence(jobManager);
        }
    }

    private static String sentence(FlinkProcess jobManager) {
        return jobManager
                .logged()
                .lines()
                .filter(line -> line.contains("ERROR " + ClusterJob.class.getName() + " - "))
                .findFirst()
                .orElse("no sentence");
    }
}
