package dev.millrace.trainer.evaluate;

/** What one scored sample adds to the sums. */
record Outcome(boolean right, double logLoss, boolean noChangeRight, boolean majorityRight) {

    private static final int RIGHT = 1;
    private static final int NO_CHANGE = 2;
    private static final int MAJORITY = 4;

    /** The three answers as bits. */
    long flags() {
        return (right ? RIGHT : 0) | (noChangeRight ? NO_CHANGE : 0) | (majorityRight ? MAJORITY : 0);
    }

    static Outcome of(long flags, double logLoss) {
        return new Outcome((flags & RIGHT) != 0, logLoss, (flags & NO_CHANGE) != 0, (flags & MAJORITY) != 0);
    }
}
