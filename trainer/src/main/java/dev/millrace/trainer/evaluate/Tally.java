package dev.millrace.trainer.evaluate;

import dev.millrace.trainer.LearnerState;

/**
 * Running sums over scored samples that forget: before each addition every sum is multiplied by {@code keep}. With 1 nothing is
 * forgotten; below 1 it is the fading-factor estimate {@code S(i) / B(i)} with {@code S(i) = x(i) + keep * S(i-1)} and {@code B(i) = 1 + keep * B(i-1)}.
 */
final class Tally {

    private final double keep;
    private double weight;
    private double right;
    private double logLoss;
    private double noChange;
    private double majority;

    Tally(double keep) {
        this.keep = keep;
    }

    void add(Outcome outcome) {
        weight = keep * weight + 1;
        right = keep * right + (outcome.right() ? 1 : 0);
        logLoss = keep * logLoss + outcome.logLoss();
        noChange = keep * noChange + (outcome.noChangeRight() ? 1 : 0);
        majority = keep * majority + (outcome.majorityRight() ? 1 : 0);
    }

    Scores.Score score() {
        // 0 / 0 is the NaN that stands for "nothing scored yet".
        return new Scores.Score(right / weight, logLoss / weight, noChange / weight, majority / weight);
    }

    void save(LearnerState.Builder state, String section) {
        state.add(section, new LearnerState.Doubles(1, new double[] {weight, right, logLoss, noChange, majority}));
    }

    void restore(LearnerState state, String section) {
        double[] saved = state.doubles(section, 1);
        weight = saved[0];
        right = saved[1];
        logLoss = saved[2];
        noChange = saved[3];
        majority = saved[4];
    }
}
