package dev.millrace.client;

import dev.millrace.sample.Rejected;
import java.util.List;

/** What a snapshot answers to one record. */
public sealed interface Prediction {

    /**
     * An answer.
     *
     * @param probabilities one per label, in the labels' order; the caller owns them
     * @param label name of the most probable class
     * @param score its probability
     * @param version version of the snapshot that answered
     */
    record Answer(float[] probabilities, String label, float score, long version) implements Prediction {

        static Answer of(float[] probabilities, List<String> labels, long version) {
            int best = 0;
            for (int i = 1; i < probabilities.length; i++) {
                if (probabilities[i] > probabilities[best]) {
                    best = i;
                }
            }
            return new Answer(probabilities, labels.get(best), probabilities[best], version);
        }
    }

    /** No answer: the record is none the trainer would have taken either. */
    record Refusal(Rejected rejected) implements Prediction {}
}
