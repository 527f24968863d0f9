package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.KillableBroker;
import dev.millrace.pipeline.metrics.MetricsRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is killed and comes back within the transaction timeout costs time and nothing else. */
@Tag("broker")
@ExtendWith(BrokerExtension.class)
class BrokerKilledIT {

    private static final int RECORDS = 60_000;

    @TempDir
    private Path directory;

    @Test
    void aKilledBrokerLosesNothingAndDoublesNothing(KillableBroker broker) throws Exception {
        TestJob job = TestJob.of("broker", broker.bootstrapServers(), directory).withTransactionTimeout("10 min");
        job.samples().create().append(TestTensors.records(RECORDS, 41));
        AtomicLong committed = new AtomicLong();
        JobRunner runner = new JobRunner(job.config(), RunOptions.toTheEnd(), new RunListener() {
            @Override
            public void metrics(MetricsRecord record) {
                committed.set(record.consumed());
            }
        });
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<RunSummary> run = executor.submit(runner::run);
            while (committed.get() < RECORDS / 8) {
                assertThat(run).isNotDone();
                Thread.sleep(20);
            }
            broker.kill();
            assertThat(run).isNotDone();
            broker.startAgain();
            RunSummary summary = run.get();

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
}
