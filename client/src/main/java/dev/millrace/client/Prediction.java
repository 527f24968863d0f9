package dev.millrace.client;

import dev.millrace.sample.Rejected;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a snapshot answers to one record: an {@link Answer}, or a {@link Refusal} that says why there is none. */
public sealed interface Prediction {

    /**
     * An answer.
     *
     * @param probabilities one per label, in the labels' order; the caller owns them
     * @param index of the most probable class, of the first if several are; -1 if there is none, since a probability is NaN, as from features too large
     *     for the network
     * @param label its name; null if there is none
     * @param version version of the snapshot that answered
     */
    record Answer(
            float[] probabilities, int index, @Nullable String label, long version) implements Prediction {

        static Answer of(float[] probabilities, List<String> labels, long version) {
            int best = 0;
            for (int i = 0; i < probabilities.length; i++) {
                if (Float.isNaN(probabilities[i])) {
                    return new Answer(probabilities, -1, null, version);
                }
                if (probabilities[i] > probabilities[best]) {
                    best = i;
                }
            }
            return new Answer(probabilities, best, labels.get(best), version);
        }

        /** Probability of the most probable class; NaN if there is none. */
        public float score() {
            return index < 0 ? Float.NaN : probabilities[index];
        }
    }

    /** No answer: the trainer would not have taken the record either, but made it a dead letter. */
    record Refusal(Rejected rejected) implements Prediction {}
}
