package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.embedded.BrokerExtension;
import dev.millrace.pipeline.embedded.EmbeddedBroker;
import dev.millrace.pipeline.metrics.MetricsRecord;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The job on a cluster of its own: application mode. */
@ExtendWith(BrokerExtension.class)
class ApplicationClusterIT {

    @TempDir
    private Path directory;

    @Test
    void aBoundedRunTrainsEverySampleAndEndsTheJobManagerWithZero(EmbeddedBroker broker) throws Exception {
        TestJob job = TestJob.of("cluster-bounded", broker.bootstrapServers(), directory);
        job.samples().create().append(TestJob.records(2_000, 1));
        try (StandaloneCluster cluster = new StandaloneCluster(directory.resolve("flink"))) {
            FlinkProcess jobManager = cluster.startApplication(job.file().toString(), "--bounded");
            cluster.startTaskManager();

            assertThat(jobManager.exitCode(120)).as(jobManager.logged()).isZero();
        }

        List<MetricsRecord> metrics = job.metrics();
        MetricsRecord last = metrics.get(metrics.size() - 1);
        assertThat(last.trained()).isEqualTo(2_000);
        assertThat(last.ended()).isTrue();
    }
}
