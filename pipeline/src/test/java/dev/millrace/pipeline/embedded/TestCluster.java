package dev.millrace.pipeline.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** An embedded cluster whose jobs take checkpoints when the test says so, and hardly else, keep them when cancelled, and are not restarted when they fail. */
public final class TestCluster implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 90;

    private final Configuration settings = new Configuration();
    private final EmbeddedCluster cluster;

    /** A running cluster that keeps checkpoints in {@code directory}. */
    public TestCluster(Path directory) {
        this(directory, new Configuration());
    }

    /** One that is otherwise in what {@code options} say. */
    public TestCluster(Path directory, Configuration options) {
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofDays(365));
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toUri().toString());
        settings.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        // Flink takes some of its own too, at the beginning of a job for one; those of the test must outlive them.
        settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 100);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.addAll(options);
        cluster = EmbeddedCluster.start(settings);
    }

    /**
     * Starts a job of one subtask.
     *
     * @param checkpoint to restore, null for none
     */
    public JobID start(@Nullable String checkpoint, Consumer<StreamExecutionEnvironment> topology) throws Exception {
        Configuration own = new Configuration(settings);
        if (checkpoint != null) {
            own.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint);
        }
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(own);
        environment.setParallelism(1);
        topology.accept(environment);
        return cluster.cluster()
                .submitJob(environment.getStreamGraph().getJobGraph())
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .getJobID();
    }

    /** Takes a checkpoint; where it is. */
    public String checkpoint(JobID job) throws Exception {
        return cluster.cluster().triggerCheckpoint(job).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Cancels a job and waits for its end. */
    public void cancel(JobID job) throws Exception {
        cluster.cluster().cancelJob(job).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        end(job);
    }

    /**
     * How a job ended, once it has.
     *
     * @throws Exception what it failed with, if it failed
     */
    public @Nullable JobStatus end(JobID job) throws Exception {
        JobResult result = cluster.cluster().requestJobResult(job).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (result.getSerializedThrowable().isPresent()) {
            throw result.getSerializedThrowable().get();
        }
        return result.getJobStatus().orElse(null);
    }

    /** Waits until all tasks of the job run, which a checkpoint needs. */
    public void awaitRunning(JobID job) throws Exception {
        while (!isRunning(cluster.cluster().getExecutionGraph(job).get(PATIENCE_SECONDS, TimeUnit.SECONDS))) {
            Thread.sleep(20);
        }
    }

    private static boolean isRunning(AccessExecutionGraph graph) {
        if (graph.getState().isGloballyTerminalState()) {
            ErrorInfo failure = graph.getFailureInfo();
            throw new IllegalStateException("the job is over: " + graph.getState()
                    + (failure == null ? "" : ", " + failure.getExceptionAsString()));
        }
        for (AccessExecutionVertex vertex : graph.getAllExecutionVertices()) {
            if (vertex.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return graph.getState() == JobStatus.RUNNING;
    }

    @Override
    public void close() {
        cluster.close();
    }
}
