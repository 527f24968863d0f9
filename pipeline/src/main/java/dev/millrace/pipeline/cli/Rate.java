package dev.millrace.pipeline.cli;

import java.time.Duration;
import java.time.Instant;

/** How fast a count rises at present: an average that forgets exponentially. Not thread-safe. */
final class Rate {

    private static final double MEMORY_SECONDS = 5;
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private Instant markTime;
    private long markCount;
    private double perSecond;
    private boolean isMeasured;

    Rate(Instant start) {
        this.markTime = start;
    }

    /** Counts from here: what was there before is no part of the rate. */
    void begin(long count, Instant now) {
        markTime = now;
        markCount = count;
    }

    /** Takes in a count at a time. */
    void add(long count, Instant now) {
        Duration since = Duration.between(markTime, now);
        if (since.compareTo(SHORTEST) < 0) {
            return;
        }
        double seconds = since.toNanos() / 1e9;
        double current = (count - markCount) / seconds;
        double share = isMeasured ? 1 - Math.exp(-seconds / MEMORY_SECONDS) : 1;
        perSecond += (current - perSecond) * share;
        isMeasured = true;
        markTime = now;
        markCount = count;
    }

    /** Counts per second; 0 until the first second is over. */
    double perSecond() {
        return perSecond;
    }
}
