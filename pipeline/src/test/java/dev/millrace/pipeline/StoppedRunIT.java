package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.RunRecord.Mode;
import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import dev.millrace.pipeline.cluster.FlinkCluster;
import dev.millrace.pipeline.metrics.MetricsRecord;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run in this process whose job somebody stops with a savepoint, as Flink's web UI and its tools can: it has not reached its end. */
@ExtendWith(BrokerExtension.class)
class StoppedRunIT {

    private static final int HALF = 20 * TestJob.BATCH;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Mode.class)
    void goesOnFromTheSavepointAtItsNextStart(Mode mode, TestBroker broker) throws Exception {
        String model = "stopped-" + mode.name().toLowerCase(Locale.ROOT);
        TestJob job = TestJob.of(model, broker.bootstrapServers(), directory);
        job.samples().create().append(TestTensors.records(HALF, 71));

        RunSummary stopped = runAndStop(
                job,
                mode == Mode.BOUNDED ? new RunOptions(true, false, Map.of(0, 2L * HALF)) : RunOptions.continuous());

        assertThat(stopped.ended()).isFalse();
        assertThat(stopped.trained()).isEqualTo(HALF);
        job.samples().append(TestTensors.records(HALF, 73));
        RunSummary resumed = mode == Mode.BOUNDED ? job.run(RunOptions.toTheEnd()) : job.runUntil(2 * HALF);
        assertThat(resumed.run()).isEqualTo("run-0001");
        assertThat(resumed.ended()).isEqualTo(mode == Mode.BOUNDED);
        assertThat(resumed.trained()).isEqualTo(2 * HALF);
        assertThat(job.predictions()).hasSize(2 * HALF);
    }

    /** Runs the job until the first half is committed, then has Flink stop it. */
    private static RunSummary runAndStop(TestJob job, RunOptions options) throws Exception {
        CompletableFuture<URI> webUi = new CompletableFuture<>();
        CompletableFuture<Long> committed = new CompletableFuture<>();
        JobRunner runner = new JobRunner(job.config(), options, new RunListener() {
            @Override
            public void started(String run, @Nullable String checkpoint, URI address) {
                webUi.complete(address);
            }

            @Override
            public void metrics(MetricsRecord record) {
                if (record.trained() == HALF) {
                    committed.complete(record.trained());
                }
            }
        });
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<RunSummary> run = executor.submit(runner::run);
            while (!committed.isDone()) {
                assertThat(run).isNotDone();
                Thread.sleep(20);
            }
            FlinkCluster flink = new FlinkCluster(webUi.get());
            flink.stop(flink.running(job.model()).orElseThrow(), Duration.ofMinutes(1));
            return run.get();
        } finally {
            runner.cancel();
            executor.shutdown();
        }
    }
}
