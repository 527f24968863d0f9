package dev.millrace.client;

import dev.millrace.sample.Rejected;
import java.util.List;

/** What a snapshot answers to one record: an {@link Answer}, or a {@link Refusal} that says why there is none. */
public sealed interface Prediction {

    /**
     * An answer.
     *
     * @param probabilities one per label, in the labels' order; the caller owns them
     * @param index of the most probable class, of the first if several are
     * @param label its name
     * @param version version of the snapshot that answered
     */
    record Answer(float[] probabilities, int index, String label, long version) implements Prediction {

        static Answer of(float[] probabilities, List<String> labels, long version) {
            int best = 0;
            for (int i = 1; i < probabilities.length; i++) {
                if (probabilities[i] > probabilities[best]) {
                    best = i;
                }
            }
            return new Answer(probabilities, best, labels.get(best), version);
        }

        /** Probability of the most probable class. */
        public float score() {
            return probabilities[index];
        }
    }

    /** No answer: the trainer would not have taken the record either, but made it a dead letter. */
    record Refusal(Rejected rejected) implements Prediction {}
}
