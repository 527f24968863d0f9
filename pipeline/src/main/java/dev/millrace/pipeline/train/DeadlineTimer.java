package dev.millrace.pipeline.train;

import java.util.concurrent.ScheduledFuture;
import java.util.function.LongSupplier;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.jspecify.annotations.Nullable;

/** Keeps one timer of Flink's set, for the earliest deadline there is. Confined to the task's thread, in which Flink calls it back. */
final class DeadlineTimer {

    private final ProcessingTimeService time;
    private final LongSupplier deadline;
    private final Runnable onTime;
    private @Nullable ScheduledFuture<?> timer;
    private long timerMillis = Long.MAX_VALUE;

    /**
     * A timer that is not set.
     *
     * @param deadline when there is something to do next, {@link Long#MAX_VALUE} for never
     * @param onTime does it
     */
    DeadlineTimer(ProcessingTimeService time, LongSupplier deadline, Runnable onTime) {
        this.time = time;
        this.deadline = deadline;
        this.onTime = onTime;
    }

    /** To be called when the deadline may be an earlier one; a later one is found when the timer goes off. */
    void set() {
        long next = deadline.getAsLong();
        if (next >= timerMillis) {
            return;
        }
        if (timer != null) {
            timer.cancel(false);
        }
        timerMillis = next;
        timer = time.registerTimer(next, scheduledMillis -> goOff());
    }

    private void goOff() {
        timer = null;
        timerMillis = Long.MAX_VALUE;
        onTime.run();
        set();
    }
}
