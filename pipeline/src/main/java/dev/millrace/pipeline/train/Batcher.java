package dev.millrace.pipeline.train;

import dev.millrace.sample.Sample;
import dev.millrace.trainer.MiniBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups samples into mini-batches, labelled and unlabelled ones apart: what the model learns from is then a function of the labelled
 * samples and their order alone, whatever unlabelled or invalid records lie between them.
 */
final class Batcher {

    private final int size;
    private final long maximumWaitMillis;
    private final Group labelled = new Group();
    private final Group unlabelled = new Group();

    /**
     * @param size samples of a full batch, at least 1
     * @param maximumWait after which a group is handed out before it is full; null for never
     */
    Batcher(int size, @Nullable Duration maximumWait) {
        this.size = size;
        this.maximumWaitMillis = maximumWait == null ? Long.MAX_VALUE : maximumWait.toMillis();
    }

    /** Takes a sample in; returns the batch that is full with it, or null. */
    @Nullable
    MiniBatch add(Sample sample, long nowMillis) {
        Group group = sample.isLabelled() ? labelled : unlabelled;
        group.add(sample, nowMillis);
        return group.samples.size() == size ? group.take() : null;
    }

    /** The batches whose first sample has waited long enough at {@code nowMillis}, labelled ones first. */
    List<MiniBatch> due(long nowMillis) {
        return take(nowMillis);
    }

    /** Everything that waits, labelled samples first. */
    List<MiniBatch> flush() {
        return take(Long.MAX_VALUE);
    }

    /** When {@link #due} next has something to give, {@link Long#MAX_VALUE} for not at all. */
    long deadlineMillis() {
        return Math.min(labelled.deadlineMillis, unlabelled.deadlineMillis);
    }

    /** A copy of what waits; {@link #add} in this order restores it. */
    List<Sample> pending() {
        List<Sample> pending = new ArrayList<>(labelled.samples);
        pending.addAll(unlabelled.samples);
        return pending;
    }

    private List<MiniBatch> take(long nowMillis) {
        List<MiniBatch> batches = new ArrayList<>(2);
        for (Group group : List.of(labelled, unlabelled)) {
            if (!group.samples.isEmpty() && group.deadlineMillis <= nowMillis) {
                batches.add(group.take());
            }
        }
        return batches;
    }

    /** Samples of one kind that wait for their batch to fill. */
    private final class Group {
        private final List<Sample> samples = new ArrayList<>();
        private long deadlineMillis = Long.MAX_VALUE;

        void add(Sample sample, long nowMillis) {
            if (samples.isEmpty() && maximumWaitMillis != Long.MAX_VALUE) {
                deadlineMillis = nowMillis + maximumWaitMillis;
            }
            samples.add(sample);
        }

        MiniBatch take() {
            MiniBatch batch = new MiniBatch(samples);
            samples.clear();
            deadlineMillis = Long.MAX_VALUE;
            return batch;
        }
    }
}
