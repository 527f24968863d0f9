package dev.millrace.pipeline;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.jspecify.annotations.Nullable;

/**
 * Notices each time that Flink restarts the job: one that fails at the same record for ever would otherwise look as if it only made no progress. To be
 * used by one thread.
 */
final class RestartWatch {

    private static final Set<JobStatus> ENDING =
            EnumSet.of(JobStatus.FAILING, JobStatus.FAILED, JobStatus.CANCELLING, JobStatus.CANCELED);

    private final MiniCluster cluster;
    private final JobID job;
    private final Consumer<Throwable> onRestart;
    private @Nullable CompletableFuture<? extends AccessExecutionGraph> question;
    private long toldMillis = Long.MIN_VALUE;

    /** @param onRestart takes what the job failed with, in the thread that {@linkplain #look looks} */
    RestartWatch(MiniCluster cluster, JobID job, Consumer<Throwable> onRestart) {
        this.cluster = cluster;
        this.job = job;
        this.onRestart = onRestart;
    }

    /** Looks whether the job failed since the last look; does not wait for the answer. */
    void look() {
        if (question == null) {
            question = cluster.getExecutionGraph(job);
        } else if (question.isDone()) {
            if (!question.isCompletedExceptionally()) {
                tell(question.join());
            }
            question = null;
        }
    }

    private void tell(AccessExecutionGraph graph) {
        ErrorInfo failure = graph.getFailureInfo();
        // The failure that ends the job is told by its result.
        if (failure != null && failure.getTimestamp() > toldMillis && !ENDING.contains(graph.getState())) {
            toldMillis = failure.getTimestamp();
            onRestart.accept(failure.getException());
        }
    }
}
