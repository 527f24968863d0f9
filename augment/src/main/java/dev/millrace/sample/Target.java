package dev.millrace.sample;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a model should answer for a sample. Arrays are not to be modified. */
public sealed interface Target {

    /** No target: the sample is predicted and never trained, unless the network needs none. */
    record None() implements Target {
        /** The only value there need be. */
        public static final None INSTANCE = new None();
    }

    /**
     * One class of many, by its label.
     *
     * @param index place in the list of labels, from 0
     */
    record Label(int index) implements Target {
        public Label {
            if (index < 0) {
                throw new IllegalArgumentException("index must be at least 0, got " + index);
            }
        }
    }

    /**
     * A probability for each class, as label smoothing and mixing of samples make them.
     *
     * @param probabilities one per class, at least 0, summing to 1
     */
    record Distribution(float[] probabilities) implements Target {}

    /**
     * Values to regress on.
     *
     * @param values one per output
     * @param known which of them are known; the others do not enter the loss
     */
    record Values(float[] values, boolean[] known) implements Target {
        public Values {
            if (values.length != known.length) {
                throw new IllegalArgumentException(
                        "known must be as long as values, got " + known.length + " and " + values.length);
            }
        }
    }

    /** Several targets by name, in the order of the network's heads. */
    record Named(Map<String, Target> targets) implements Target {
        public Named {
            targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        }
    }
}
