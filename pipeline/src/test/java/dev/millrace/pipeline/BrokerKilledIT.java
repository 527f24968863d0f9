package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.embedded.EmbeddedBroker;
import dev.millrace.pipeline.metrics.MetricsRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is killed and comes back within the transaction timeout costs time and nothing else. */
@Timeout(240)
class BrokerKilledIT {

    private static final int RECORDS = 30_000;

    @TempDir
    private Path directory;

    @Test
    void aKilledBrokerLosesNothingAndDoublesNothing() throws Exception {
        int port = freePort();
        TestJob job = TestJob.of("broker", "127.0.0.1:" + port, directory);
        AtomicLong committed = new AtomicLong();
        JobRunner runner = new JobRunner(job.config(), RunOptions.toTheEnd(), new RunListener() {
            @Override
            public void metrics(MetricsRecord record) {
                committed.set(record.consumed());
            }
        });
        ExecutorService executor = Executors.newSingleThreadExecutor();
        Future<RunSummary> run;
        try (MillraceProcess broker = startBroker(port)) {
            job.samples().create().append(TestJob.records(RECORDS, 41));
            run = executor.submit(runner::run);
            while (committed.get() < RECORDS / 4) {
                assertThat(run.isDone()).isFalse();
                Thread.sleep(20);
            }
            broker.process().destroyForcibly().waitFor();
        }
        assertThat(run.isDone()).isFalse();
        try (MillraceProcess broker = startBroker(port)) {
            RunSummary summary = run.get();

            assertThat(broker.process().isAlive()).isTrue();
            assertThat(summary.trained()).isEqualTo(RECORDS);
            assertThat(job.predictions())
                    .extracting(prediction -> prediction.get("offset").asLong() + 1)
                    .isEqualTo(TestJob.upTo(RECORDS));
            assertThat(job.sequences("metrics"))
                    .isEqualTo(TestJob.upTo(job.sequences("metrics").size()));
            assertThat(List.copyOf(job.versions().keySet())).isEqualTo(TestJob.upTo(summary.lastSnapshotVersion()));
        } finally {
            executor.shutdown();
        }
    }

    private MillraceProcess startBroker(int port) throws Exception {
        MillraceProcess broker = MillraceProcess.start(
                EmbeddedBroker.class,
                directory,
                List.of(),
                directory.resolve("broker").toString(),
                Integer.toString(port));
        while (!broker.output().contains("READY")) {
            assertThat(broker.process().isAlive()).as(broker.error()).isTrue();
            Thread.sleep(50);
        }
        return broker;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
