package dev.millrace.trainer.optimize;

import dev.millrace.trainer.LearnerState;

/** Reads floats of a state back into the array they came from. */
final class Restored {

    private Restored() {}

    static void into(float[] values, LearnerState state, String section) {
        float[] saved = state.floats(section, 1);
        if (saved.length != values.length) {
            throw new IllegalStateException("section " + section + " of the state has " + saved.length
                    + " values; this configuration needs " + values.length);
        }
        System.arraycopy(saved, 0, values, 0, saved.length);
    }
}
