package dev.millrace.pipeline;

import dev.millrace.pipeline.broker.LoopbackPort;
import dev.millrace.pipeline.embedded.TestCluster;
import dev.millrace.pipeline.ingest.SampleSource;
import dev.millrace.sample.Ingested;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.JobManagerOptions.SchedulerType;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Flink's adaptive scheduler does otherwise: each restart makes the source's part in the JobManager anew, without waiting for the old one to be closed. */
class AdaptiveSchedulerIT {

    private static final int RESTARTS = 3;

    /** Each time that the job has acquired its lock: its tasks are in this process. */
    private static final Semaphore LOCKED = new Semaphore(0);

    /** Closing the connector's part takes it up to a minute then. */
    @Test
    void aJobThatIsRestartedWhileTheBrokerIsAwayDoesNotMeetItsOwnLock(@TempDir Path directory) throws Exception {
        Configuration options = new Configuration();
        options.set(JobManagerOptions.SCHEDULER, SchedulerType.Adaptive);
        options.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        options.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, RESTARTS);
        options.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        PipelineConfig config = Configs.of("adaptive", "127.0.0.1:" + LoopbackPort.free());
        JobLock lock = new JobLock(new org.apache.flink.core.fs.Path(directory.toString()));

        try (TestCluster cluster = new TestCluster(directory, options)) {
            JobID job = cluster.start(null, environment -> topology(environment, config, lock));
            cluster.awaitRunning(job);
            cluster.cancel(job);
        }
        lock.acquire().close();
    }

    private static void topology(StreamExecutionEnvironment environment, PipelineConfig config, JobLock lock) {
        environment
                .fromSource(
                        SampleSource.of(config, null, null, () -> acquire(lock)),
                        WatermarkStrategy.noWatermarks(),
                        "samples")
                .uid("samples")
                .map(new FailsAtItsStart())
                .uid("fails")
                .sinkTo(new DiscardingSink<>())
                .uid("end");
    }

    private static Closeable acquire(JobLock lock) throws IOException, InterruptedException {
        Closeable acquired = lock.acquire();
        LOCKED.release();
        return acquired;
    }

    /** Starts once the job has its lock, and fails then as often as the job may be restarted. */
    private static final class FailsAtItsStart extends RichMapFunction<Ingested, Long> {

        @Override
        public void open(OpenContext context) throws InterruptedException {
            if (!LOCKED.tryAcquire(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the job has no lock");
            }
            if (getRuntimeContext().getTaskInfo().getAttemptNumber() < RESTARTS) {
                throw new IllegalStateException("a task fails as it starts");
            }
        }

        @Override
        public Long map(Ingested record) {
            return record.origin().position();
        }
    }
}
