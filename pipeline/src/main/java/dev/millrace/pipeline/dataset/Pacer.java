package dev.millrace.pipeline.dataset;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Lets things happen at a steady rate: event i no sooner than i / rate seconds after the first. Lost time is made good. Not thread-safe. */
final class Pacer {

    private final double nanosEach;
    private final LongSupplier nanoTime;
    private final LongConsumer sleep;
    private long first;
    private long events;

    /**
     * @param perSecond the rate; 0 for as fast as it goes
     * @param nanoTime a clock, as {@link System#nanoTime()}
     * @param sleep waits so many nanoseconds
     */
    Pacer(double perSecond, LongSupplier nanoTime, LongConsumer sleep) {
        this.nanosEach = perSecond > 0 ? TimeUnit.SECONDS.toNanos(1) / perSecond : 0;
        this.nanoTime = nanoTime;
        this.sleep = sleep;
    }

    /** Waits for the next event's time. */
    void await() {
        if (nanosEach == 0) {
            return;
        }
        long now = nanoTime.getAsLong();
        if (events == 0) {
            first = now;
        }
        long early = (long) (events * nanosEach) - (now - first);
        if (early > 0) {
            sleep.accept(early);
        }
        events++;
    }
}
