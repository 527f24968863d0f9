package dev.millrace.pipeline;

import dev.millrace.pipeline.metrics.MetricsRecord;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Watches a run. Called by threads of the run, which may meet; what it throws is logged and ignored. */
public interface RunListener {

    /** Watches nothing. */
    RunListener NONE = new RunListener() {};

    /**
     * The start takes its time.
     *
     * @param why what it waits for, one line
     */
    default void waiting(String why) {}

    /**
     * The job was submitted.
     *
     * @param run name of the run
     * @param checkpoint what it goes on from, or {@code the end of run-0001}; null if it begins
     * @param webUi Flink's web UI
     */
    default void started(String run, @Nullable String checkpoint, URI webUi) {}

    /**
     * There is nothing to do: the bounded run has reached its end, and the input topic holds nothing after it.
     *
     * @param run name of the run
     */
    default void over(String run) {}

    /**
     * The job failed, and Flink restarts it from its last checkpoint.
     *
     * @param why what the failure says of itself, one line
     */
    default void restarted(String why) {}

    /** A metrics record of the run was committed. */
    default void metrics(MetricsRecord record) {}
}
