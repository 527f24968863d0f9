package dev.millrace.trainer.evaluate;

import dev.millrace.trainer.LearnerState;

/** The most recent outcomes, in a ring. Sums are taken when asked for, so that they are exact however long the stream. */
final class Window {

    private final Outcome[] ring;
    private long added;

    Window(int size) {
        this.ring = new Outcome[size];
    }

    void add(Outcome outcome) {
        ring[(int) (added % ring.length)] = outcome;
        added++;
    }

    Scores.Score score() {
        Tally tally = new Tally(1);
        for (long i = oldest(); i < added; i++) {
            tally.add(ring[(int) (i % ring.length)]);
        }
        return tally.score();
    }

    /** Writes the outcomes from the oldest on. */
    void save(LearnerState.Builder state, String prefix) {
        int size = (int) (added - oldest());
        long[] flags = new long[size];
        double[] logLoss = new double[size];
        for (int i = 0; i < size; i++) {
            Outcome outcome = ring[(int) ((oldest() + i) % ring.length)];
            flags[i] = outcome.flags();
            logLoss[i] = outcome.logLoss();
        }
        state.add(prefix + "flags", new LearnerState.Longs(1, flags));
        state.add(prefix + "log-loss", new LearnerState.Doubles(1, logLoss));
    }

    /** Continues from saved outcomes: from as many of the newest as fit, so that the size of the window may change. */
    void restore(LearnerState state, String prefix) {
        long[] flags = state.longs(prefix + "flags", 1);
        double[] logLoss = state.doubles(prefix + "log-loss", 1);
        added = 0;
        for (int i = Math.max(0, flags.length - ring.length); i < flags.length; i++) {
            add(Outcome.of(flags[i], logLoss[i]));
        }
    }

    private long oldest() {
        return Math.max(0, added - ring.length);
    }
}
