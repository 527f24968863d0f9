package dev.millrace.trainer.evaluate;

import dev.millrace.trainer.LearnerState;

/**
 * The two predictors any model must beat, which look at labels alone: the label before this one, and the most frequent label so
 * far (of equals the one with the lower index). Before the first label neither has an answer.
 */
final class Floors {

    private static final int NONE = -1;

    private final long[] counts;
    private int previous = NONE;
    private int mostFrequent = NONE;

    Floors(int classes) {
        this.counts = new long[classes];
    }

    /** @throws IllegalArgumentException if the label is none of the classes */
    int require(int label) {
        if (label < 0 || label >= counts.length) {
            throw new IllegalArgumentException(
                    "a label must be one of the " + counts.length + " classes, from 0, got " + label);
        }
        return label;
    }

    boolean noChangeIs(int label) {
        return previous == label;
    }

    boolean majorityIs(int label) {
        return mostFrequent == label;
    }

    /** Learns a label, after both were asked about it. */
    void add(int label) {
        previous = label;
        counts[label]++;
        if (mostFrequent == NONE
                || counts[label] > counts[mostFrequent]
                || (counts[label] == counts[mostFrequent] && label < mostFrequent)) {
            mostFrequent = label;
        }
    }

    void save(LearnerState.Builder state, String prefix) {
        state.add(prefix + "label-counts", new LearnerState.Longs(1, counts.clone()));
        state.add(prefix + "previous-label", new LearnerState.Longs(1, new long[] {previous}));
    }

    void restore(LearnerState state, String prefix) {
        long[] saved = state.longs(prefix + "label-counts", 1);
        if (saved.length != counts.length) {
            throw new IllegalStateException(
                    "the state counts " + saved.length + " labels; this configuration has " + counts.length);
        }
        System.arraycopy(saved, 0, counts, 0, counts.length);
        previous = (int) state.longs(prefix + "previous-label", 1)[0];
        mostFrequent = NONE;
        for (int label = 0; label < counts.length; label++) {
            if (counts[label] > (mostFrequent == NONE ? 0 : counts[mostFrequent])) {
                mostFrequent = label;
            }
        }
    }
}
