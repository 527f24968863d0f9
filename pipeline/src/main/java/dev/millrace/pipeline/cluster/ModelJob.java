package dev.millrace.pipeline.cluster;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Millrace job as a cluster shows it.
 *
 * @param id of the job, 32 hexadecimal digits
 * @param model name of the model
 * @param run name of the run
 * @param savepoints directory for the run's savepoints
 * @param release of Millrace that the job was started by
 * @param state as Flink calls it, {@code RUNNING}
 * @param tasks of the job
 * @param runningTasks of those, that run or are through; Flink calls a job running while its tasks wait for a TaskManager
 * @param since when it was started
 * @param restarts how often Flink restarted it
 * @param checkpoint when the last checkpoint was complete; null if none is
 * @param failure what a job that failed failed with; null for others
 */
public record ModelJob(
        String id,
        String model,
        String run,
        String savepoints,
        String release,
        String state,
        int tasks,
        int runningTasks,
        Instant since,
        long restarts,
        @Nullable Instant checkpoint,
        @Nullable String failure) {

    private static final Set<String> OVER = Set.of("FINISHED", "FAILED", "CANCELED", "SUSPENDED");

    /** Whether it does its work: it runs, and none of its tasks waits. */
    public boolean isAtWork() {
        return state.equals("RUNNING") && runningTasks == tasks;
    }

    /** Whether nothing becomes of it any more. */
    public boolean isOver() {
        return OVER.contains(state);
    }
}
