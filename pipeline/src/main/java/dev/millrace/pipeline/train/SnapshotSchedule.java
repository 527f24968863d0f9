package dev.millrace.pipeline.train;

import dev.millrace.pipeline.PipelineConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says when the next snapshot is due: so many trained samples after the last, or so much time. */
final class SnapshotSchedule {

    private final @Nullable Long everySamples;
    private final @Nullable Duration every;
    private long trainedAtLast;
    private long countedFromMillis;

    /**
     * @param trainedAtLast trained samples when the last snapshot was taken, 0 before the first
     * @param countedFromMillis when it was taken; before the first, when the run began
     */
    SnapshotSchedule(PipelineConfig.Snapshots config, long trainedAtLast, long countedFromMillis) {
        this.everySamples = config.everySamples();
        this.every = config.every();
        this.trainedAtLast = trainedAtLast;
        this.countedFromMillis = countedFromMillis;
    }

    boolean isDue(long trained, long nowMillis) {
        return (everySamples != null && trained - trainedAtLast >= everySamples)
                || nowMillis >= deadlineMillis(trained);
    }

    /** When time alone makes a snapshot due, {@link Long#MAX_VALUE} for never: a model that learnt nothing is not published again. */
    long deadlineMillis(long trained) {
        return every == null || trained == trainedAtLast ? Long.MAX_VALUE : countedFromMillis + every.toMillis();
    }

    /** A snapshot was taken. */
    void taken(long trained, long nowMillis) {
        trainedAtLast = trained;
        countedFromMillis = nowMillis;
    }

    /** Trained samples when the last snapshot was taken. */
    long trainedAtLast() {
        return trainedAtLast;
    }

    /** From when on the time to the next one is counted. */
    long countedFromMillis() {
        return countedFromMillis;
    }
}
