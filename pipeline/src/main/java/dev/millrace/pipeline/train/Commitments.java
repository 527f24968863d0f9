package dev.millrace.pipeline.train;

import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What each checkpoint under way will have committed once it is complete, and what is committed: what readers of the topics can see, and a restart would go
 * on from. Confined to the task's thread, but {@link #newest} and {@link #publishSeconds} may be read by any.
 */
final class Commitments {

    private final NavigableMap<Long, Commitment> pending = new TreeMap<>();
    private volatile Commitment newest;
    private volatile double publishSeconds = Double.NaN;

    /**
     * The commitment of one checkpoint.
     *
     * @param metricsSequence last number in the metrics topic
     * @param snapshotVersion version of the last snapshot, 0 before the first
     * @param snapshot the last snapshot; null if this run has taken none
     * @param stateMillis when the state was taken, milliseconds since the epoch
     */
    record Commitment(
            long metricsSequence,
            long snapshotVersion,
            @Nullable SnapshotTaken snapshot,
            long stateMillis) {}

    /** @param restored what the state that the operator began with had committed */
    Commitments(Commitment restored) {
        this.newest = restored;
    }

    /** This checkpoint will have committed that. */
    void promise(long checkpointId, Commitment commitment) {
        pending.put(checkpointId, commitment);
    }

    /**
     * The checkpoint is complete, and so are those before it whose notice was lost.
     *
     * @return what it has committed; null if a later one has been complete already
     */
    @Nullable
    Commitment complete(long checkpointId, long nowMillis) {
        Commitment commitment = pending.get(checkpointId);
        pending.headMap(checkpointId, true).clear();
        if (commitment == null) {
            return null;
        }
        SnapshotTaken snapshot = commitment.snapshot();
        if (snapshot != null && !snapshot.equals(newest.snapshot())) {
            publishSeconds = (nowMillis - snapshot.takenMillis()) / 1000.0;
        }
        newest = commitment;
        return commitment;
    }

    /** What is committed. */
    Commitment newest() {
        return newest;
    }

    /** From when the newest snapshot was taken to when it was committed; NaN as long as this operator has committed none. */
    double publishSeconds() {
        return publishSeconds;
    }
}
