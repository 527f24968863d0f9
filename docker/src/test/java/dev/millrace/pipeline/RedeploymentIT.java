package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    /** Megabytes of classes from the third deployment to the last; one job's are 7. */
    private static final double METASPACE_LIMIT = 20;

    /** The heap's pages count as resident when they are first used, which may be late; so all are used at once, and what grows is not the heap. */
    private static final String HEAP_FROM_THE_START = "env.java.opts.all: -XX:+AlwaysPreTouch\n";

    /** For people, and for docs/operations.md. */
    private static final Path REPORT = Path.of("target/redeployments.txt");

    @TempDir
    private Path directory;

    @Test
    void tenDeploymentsLeaveNoClassesBehind(TestBroker broker) throws Exception {
        TestJob job = TestJob.of("redeployed", broker.bootstrapServers(), directory);
        job.samples().create();
        List<Footprint> trainers = new ArrayList<>();
        List<Footprint> managers = new ArrayList<>();
        try (StandaloneCluster cluster = new StandaloneCluster(directory.resolve("flink"), HEAP_FROM_THE_START)) {
            FlinkProcess jobManager = cluster.startSession();
            FlinkProcess taskManager = cluster.startTaskManager();
            cluster.awaitSlots(1);
            for (int deployment = 1; deployment <= DEPLOYMENTS; deployment++) {
                job.samples().append(TestJob.records(SAMPLES, deployment));
                CommandCall submitted = CommandCall.of("submit", job.file(), "--flink", cluster.rest());
                assertThat(submitted.exitCode()).as(submitted.err()).isZero();
                JobProgress.await(job, (long) deployment * SAMPLES - TestJob.BATCH);
                CommandCall stopped = CommandCall.of("stop", "--savepoint", "--flink", cluster.rest(), job.model());
                assertThat(stopped.exitCode()).as(stopped.err()).isZero();
                cluster.awaitSlots(1);
                trainers.add(Footprint.of(taskManager));
                managers.add(Footprint.of(jobManager));
            }
            assertThat(taskManager.logged())
                    .doesNotContain("UnsatisfiedLinkError", "already loaded in another classloader");
        }

        Files.writeString(REPORT, table("TaskManager", trainers) + table("JobManager", managers));
        requireNoClassesLeft(trainers);
        requireNoClassesLeft(managers);
    }

    private static void requireNoClassesLeft(List<Footprint> footprints) {
        Footprint third = footprints.get(2);
        Footprint tenth = footprints.get(DEPLOYMENTS - 1);
        assertThat(tenth.metaspace() - third.metaspace()).as("MB of metaspace").isLessThan(METASPACE_LIMIT);
    }

    private static String table(String process, List<Footprint> footprints) {
        StringBuilder table = new StringBuilder(process + "\ndeployment  metaspace MB  resident MB\n");
        for (int i = 0; i < footprints.size(); i++) {
            Footprint footprint = footprints.get(i);
            table.append(String.format(
                    Locale.ROOT, "%10d  %12.1f  %11.1f%n", i + 1, footprint.metaspace(), footprint.resident()));
        }
        return table.toString();
    }
}
