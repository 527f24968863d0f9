package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import dev.millrace.pipeline.cluster.FlinkCluster;
import dev.millrace.pipeline.cluster.ModelJob;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The commands that run jobs on a cluster, and what becomes of the model over them. */
@ExtendWith(BrokerExtension.class)
class SessionClusterIT {

    /** Longer than {@code metrics.fetcher.update-interval} and {@code web.refresh-interval} together. */
    private static final Duration STATUS_PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private static Path home;

    @SuppressWarnings("NullAway.Init") // before all tests
    private static StandaloneCluster cluster;

    @SuppressWarnings("NullAway.Init") // before all tests
    private static FlinkProcess jobManager;

    @SuppressWarnings("NullAway.Init") // before all tests
    private static FlinkProcess taskManager;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startCluster() throws InterruptedException {
        cluster = new StandaloneCluster(home);
        jobManager = cluster.startSession();
        taskManager = cluster.startTaskManager();
        cluster.awaitSlots(1);
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    /** A test that failed leaves its job, and the one slot is the next one's. */
    @AfterEach
    void stopJobs() throws InterruptedException {
        FlinkCluster flink = new FlinkCluster(cluster.rest());
        for (ModelJob job : flink.jobs()) {
            if (!job.isOver()) {
                flink.stop(job, Duration.ofMinutes(1));
            }
        }
    }

    @Test
    void aJobStoppedWithASavepointAndStartedFromANewerJarTrainsTheSameModel(TestBroker broker) throws Exception {
        TestJob undisturbed = TestJob.of("cluster-undisturbed", broker.bootstrapServers(), directory);
        undisturbed.samples().create().append(TestTensors.records(3_000, 1));
        undisturbed.run(RunOptions.toTheEnd());
        Map<Long, String> expected = undisturbed.versions();

        TestJob job = TestJob.of("cluster-upgraded", broker.bootstrapServers(), directory);
        URI flink = cluster.rest();
        job.samples().create().append(TestTensors.records(3_000, 1).subList(0, 1_500));
        CommandCall submitted = CommandCall.of("submit", job.file(), "--flink", flink);
        assertThat(submitted.exitCode()).as(submitted.err()).isZero();
        assertThat(submitted.out()).startsWith("model cluster-upgraded trains as job ");
        JobProgress.await(job, 1_200);

        CommandCall again = CommandCall.of("submit", job.file(), "--flink", flink);
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err())
                .startsWith("model cluster-upgraded has a job on " + flink + " already")
                .contains("stop it first: millrace stop --savepoint --flink " + flink + " cluster-upgraded");

        awaitStatus(job, "cluster-upgraded +run-0001 +running +\\d+ \\w+ ago +\\d+ \\w+ ago +\\d+ +[1-9] +0\\.1\\.0");

        CommandCall stopped = CommandCall.of("stop", "--savepoint", "--flink", flink, job.file());
        assertThat(stopped.exitCode()).as(stopped.err()).isZero();
        assertThat(stopped.out()).contains("state/cluster-upgraded/run-0001/savepoints/savepoint-");

        job.samples().append(TestTensors.records(3_000, 1).subList(1_500, 3_000));
        Path newer = JobJar.withVersion("99.1", directory.resolve("newer.jar"));
        cluster.awaitSlots(1);
        CommandCall resumed = CommandCall.of("submit", job.file(), "--flink", flink, "--jar", newer);
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        JobProgress.await(job, 2_900);
        awaitStatus(job, "cluster-upgraded +run-0001 +running .* 99\\.1 ");
        assertThat(CommandCall.of("stop", "--savepoint", "--flink", flink, job.model())
                        .exitCode())
                .isZero();

        assertThat(job.versions()).containsEntry(5L, String.valueOf(expected.get(5L)));
        assertThat(expected).containsAllEntriesOf(job.versions());
        assertThat(job.sequences("metrics"))
                .isEqualTo(TestJob.upTo(job.sequences("metrics").size()));
    }

    @Test
    void aSecondJobOfAModelIsRefusedPastTheCommandLineTooAndTheFirstGoesOnUndisturbed(
            TestBroker broker, @TempDir Path elsewhere) throws Exception {
        TestJob job = TestJob.of("cluster-twofold", broker.bootstrapServers(), directory);
        TestJob ofAnotherState = TestJob.of("cluster-twofold", broker.bootstrapServers(), elsewhere);
        FlinkCluster flink = new FlinkCluster(cluster.rest());
        job.samples().create().append(TestTensors.records(960, 1));
        flink.submit(JobJar.built(), arguments(job, false));
        JobProgress.await(job, 960);

        assertThatThrownBy(() -> flink.submit(JobJar.built(), arguments(job, false)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("a job of model cluster-twofold runs already, with state in ")
                .hasMessageEndingWith("; stop it first, or give this one another model name");
        assertThatThrownBy(() -> flink.submit(JobJar.built(), arguments(ofAnotherState, false)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("the model's topics already hold versions up to ");
        assertThatThrownBy(() -> flink.submit(JobJar.built(), arguments(ofAnotherState, true)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(
                        "another job publishes model cluster-twofold: topic cluster-twofold.metrics has grown");

        job.samples().append(TestTensors.records(640, 2));
        JobProgress.await(job, 1_600);
        ModelJob first = flink.running(job.model()).orElseThrow();
        assertThat(first.restarts()).isZero();
        flink.stop(first, Duration.ofMinutes(1));
        requireEachSampleOnce(job, 1_600);
    }

    @Test
    void aJobGoesOnByItselfAfterATaskManagerIsLostAndOnceSubmittedAgainAfterTheJobManagerIs(TestBroker broker)
            throws Exception {
        TestJob job = TestJob.of("cluster-bereft", broker.bootstrapServers(), directory);
        URI flink = cluster.rest();
        job.samples().create().append(TestTensors.records(960, 1));
        CommandCall submitted = CommandCall.of("submit", job.file(), "--flink", flink);
        assertThat(submitted.exitCode()).as(submitted.err()).isZero();
        JobProgress.await(job, 960);

        taskManager.kill();
        taskManager = cluster.startTaskManager();
        job.samples().append(TestTensors.records(640, 2));
        JobProgress.await(job, 1_600);
        awaitStatus(job, "cluster-bereft +run-0001 +running +\\d+ \\w+ ago +\\d+ \\w+ ago +[1-9] ");

        jobManager.kill();
        jobManager = cluster.startSession();
        job.samples().append(TestTensors.records(640, 3));
        cluster.awaitSlots(1);
        assertThat(CommandCall.of("status", "--flink", flink).err()).contains("has no job of Millrace");
        CommandCall again = CommandCall.of("submit", job.file(), "--flink", flink);
        assertThat(again.exitCode()).as(again.err()).isZero();
        JobProgress.await(job, 2_240);
        assertThat(jobManager.logged()).containsPattern("cluster-bereft/run-0001 goes on from \\S+/chk-\\d+");
        assertThat(CommandCall.of("stop", "--savepoint", "--flink", flink, job.model())
                        .exitCode())
                .isZero();

        requireEachSampleOnce(job, 2_240);
    }

    /** Asks until the answer matches: what Flink says of restarts and metrics is some seconds old. */
    private static void awaitStatus(TestJob job, String pattern) throws InterruptedException {
        Instant deadline = Instant.now().plus(STATUS_PATIENCE);
        String status = "";
        while (!Pattern.compile(pattern).matcher(status).find() && Instant.now().isBefore(deadline)) {
            status = CommandCall.of("status", "--flink", cluster.rest(), job.model())
                    .out();
        }
        assertThat(status).containsPattern(pattern);
    }

    private static List<String> arguments(TestJob job, boolean fresh) throws IOException {
        return ClusterArguments.ofText(job.model() + ".yaml", Files.readString(job.file()), false, fresh);
    }

    private static void requireEachSampleOnce(TestJob job, long samples) {
        assertThat(job.predictions())
                .extracting(prediction -> prediction.get("offset").asLong())
                .containsExactlyElementsOf(LongStream.range(0, samples).boxed().toList());
        assertThat(job.sequences("metrics"))
                .isEqualTo(TestJob.upTo(job.sequences("metrics").size()));
    }
}
