package dev.millrace.pipeline;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The Flink options of a Millrace job. Those that differ from Flink's defaults are what brings a job back in about three seconds after a
 * process died: early detection, a short back-off, and compressed state, because Flink 2.3.0 reads uncompressed operator state byte by byte.
 */
final class FlinkSettings {

    private FlinkSettings() {}

    /**
     * Options of the job and of the cluster that runs it; what the configuration's {@code flink} section says comes last and wins.
     *
     * @param directory of the run, where Flink keeps checkpoints and savepoints
     * @param restore checkpoint or savepoint to start from; null to start from the beginning
     */
    static Configuration of(PipelineConfig config, RunDirectory directory, @Nullable Path restore) {
        Configuration flink = new Configuration();

        flink.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, config.state().checkpointInterval());
        flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        flink.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                directory.checkpoints().toString());
        flink.set(
                CheckpointingOptions.SAVEPOINT_DIRECTORY, directory.savepoints().toString());
        flink.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        flink.set(ExecutionOptions.SNAPSHOT_COMPRESSION, true);
        if (restore != null) {
            flink.set(StateRecoveryOptions.SAVEPOINT_PATH, restore.toString());
        }

        flink.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
        flink.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofSeconds(8));
        flink.set(HeartbeatManagerOptions.HEARTBEAT_RPC_FAILURE_THRESHOLD, 2);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(100));
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(5));
        flink.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                Duration.ofMinutes(1));

        flink.set(PipelineOptions.OBJECT_REUSE, true);
        flink.set(PipelineOptions.OPERATOR_CHAINING, true);
        flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        // Without it Flink derives a maximum from the parallelism of the day, and state made now could not be scaled
        // later.
        flink.set(PipelineOptions.MAX_PARALLELISM, 128);
        flink.set(PipelineOptions.GLOBAL_JOB_PARAMETERS, JobParameters.of(config.model(), directory));
        config.flink().forEach(flink::setString);
        return flink;
    }
}
