package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A session cluster on which the same job is deployed again and again: each deployment has a class loader of its own, which must go with it, and the
 * engine's natives, which must stay.
 */
@ExtendWith(BrokerExtension.class)
class RedeploymentIT {

    private static final int DEPLOYMENTS = 10;
    private static final int SAMPLES = 800;

    /** By then everything that a process keeps for good is there: classes of Flink's own, the engine, its threads. */
    private static final int SETTLED = 3;

    /** Megabytes from the settled deployment to the last, of classes as of everything; one job's classes are 7. */
    private static final double GROWTH_LIMIT = 20;

    /** The heap's pages count as resident when they are first used, which may be late; so all are used at once, and what grows is not the heap. */
    private static final String HEAP_FROM_THE_START = "env.java.opts.all: -XX:+AlwaysPreTouch\n";

    /** For people, and for docs/operations.md. */
    private static final Path REPORT = Path.of("target/redeployments.txt");

    @TempDir
    private Path directory;

    @Test
    void tenDeploymentsLeaveNothingBehind(TestBroker broker) throws Exception {
        TestJob job = TestJob.of("redeployed", broker.bootstrapServers(), directory);
        job.samples().create();
        Map<String, Growth> growths = new LinkedHashMap<>();
        try (StandaloneCluster cluster = new StandaloneCluster(directory.resolve("flink"), HEAP_FROM_THE_START)) {
            FlinkProcess jobManager = cluster.startSession();
            FlinkProcess taskManager = cluster.startTaskManager();
            cluster.awaitSlots(1);
            for (int deployment = 1; deployment <= SETTLED; deployment++) {
                deploy(job, deployment, cluster);
            }
            Footprint taskManagerSettled = Footprint.of(taskManager);
            Footprint jobManagerSettled = Footprint.of(jobManager);
            for (int deployment = SETTLED + 1; deployment <= DEPLOYMENTS; deployment++) {
                deploy(job, deployment, cluster);
                // Loaders that nobody has collected yet lie side by side, and what comes after them leaves holes in
                // memory: no leak, and 11 MB.
                Footprint.collect(taskManager);
                Footprint.collect(jobManager);
            }
            growths.put("TaskManager", new Growth(taskManagerSettled, Footprint.of(taskManager)));
            growths.put("JobManager", new Growth(jobManagerSettled, Footprint.of(jobManager)));
            assertThat(taskManager.logged())
                    .doesNotContain("UnsatisfiedLinkError", "already loaded in another classloader");
        }

        Files.writeString(REPORT, table(growths));
        growths.forEach((process, growth) -> {
            assertThat(growth.metaspace())
                    .as("MB of metaspace of the " + process)
                    .isLessThan(GROWTH_LIMIT);
            assertThat(growth.resident()).as("MB resident of the " + process).isLessThan(GROWTH_LIMIT);
        });
    }

    private static void deploy(TestJob job, int deployment, StandaloneCluster cluster) throws Exception {
        job.samples().append(TestTensors.records(SAMPLES, deployment));
        CommandCall submitted = CommandCall.of("submit", job.file(), "--flink", cluster.rest());
        assertThat(submitted.exitCode()).as(submitted.err()).isZero();
        JobProgress.await(job, (long) deployment * SAMPLES - TestJob.BATCH);
        CommandCall stopped = CommandCall.of("stop", "--savepoint", "--flink", cluster.rest(), job.model());
        assertThat(stopped.exitCode()).as(stopped.err()).isZero();
        cluster.awaitSlots(1);
    }

    private static String table(Map<String, Growth> growths) {
        StringBuilder table = new StringBuilder("MB             deployment  metaspace  compiled code  resident\n");
        growths.forEach((process, growth) -> {
            table.append(row(process, SETTLED, growth.from()));
            table.append(row(process, DEPLOYMENTS, growth.to()));
        });
        return table.toString();
    }

    private static String row(String process, int deployment, Footprint footprint) {
        return String.format(
                Locale.ROOT,
                "%-13s  %10d  %9.1f  %13.1f  %8.1f%n",
                process,
                deployment,
                footprint.metaspace(),
                footprint.code(),
                footprint.resident());
    }

    private record Growth(Footprint from, Footprint to) {

        double metaspace() {
            return to.metaspace() - from.metaspace();
        }

        double resident() {
            return to.resident() - from.resident();
        }
    }
}
