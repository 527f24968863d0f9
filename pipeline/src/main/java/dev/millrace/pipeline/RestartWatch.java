package dev.millrace.pipeline;

import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log each time Flink restarts the job, and why: a job that fails at the same record for ever would otherwise look as if it only made no
 * progress. To be used by one thread.
 */
final class RestartWatch {

    private static final Logger LOG = LoggerFactory.getLogger(RestartWatch.class);

    private final MiniCluster cluster;
    private final JobID job;
    private @Nullable CompletableFuture<? extends AccessExecutionGraph> question;
    private long saidMillis = Long.MIN_VALUE;

    RestartWatch(MiniCluster cluster, JobID job) {
        this.cluster = cluster;
        this.job = job;
    }

    /** Looks whether the job failed since the last look; does not wait for the answer. */
    void look() {
        if (question == null) {
            question = cluster.getExecutionGraph(job);
        } else if (question.isDone()) {
            if (!question.isCompletedExceptionally()) {
                say(question.join().getFailureInfo());
            }
            question = null;
        }
    }

    private void say(@Nullable ErrorInfo failure) {
        if (failure != null && failure.getTimestamp() > saidMillis) {
            saidMillis = failure.getTimestamp();
            LOG.warn(
                    "the job failed and goes on from its last checkpoint: {}",
                    JobFailure.rootMessage(failure.getException()));
        }
    }
}
