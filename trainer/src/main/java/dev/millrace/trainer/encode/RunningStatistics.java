package dev.millrace.trainer.encode;

import dev.millrace.trainer.LearnerState;

/**
 * Count, mean and sum of squared deviations of some columns, each of the values it has seen, by Welford's recurrence. They depend on the values and
 * their order alone.
 */
final class RunningStatistics {

    private static final String COUNT = "encoder/numbers/count";
    private static final String MEAN = "encoder/numbers/mean";
    private static final String SQUARED_DEVIATIONS = "encoder/numbers/squared-deviations";

    private final long[] count;
    private final double[] mean;
    private final double[] squaredDeviations;

    RunningStatistics(int columns) {
        this.count = new long[columns];
        this.mean = new double[columns];
        this.squaredDeviations = new double[columns];
    }

    /**
     * Takes one more value of a column into account.
     *
     * @param value within the range of float, so that no sum overflows: a double holds 10^230 squares of floats
     */
    void add(int column, double value) {
        count[column]++;
        double before = value - mean[column];
        mean[column] += before / count[column];
        squaredDeviations[column] += before * (value - mean[column]);
    }

    /** How many standard deviations a value is above the mean; 0 where all values so far were equal, or there was none. */
    double score(int column, double value) {
        double standardDeviation = count[column] == 0 ? 0 : Math.sqrt(squaredDeviations[column] / count[column]);
        return standardDeviation == 0 ? 0 : (value - mean[column]) / standardDeviation;
    }

    void save(LearnerState.Builder state) {
        state.add(COUNT, new LearnerState.Longs(1, count.clone()));
        state.add(MEAN, new LearnerState.Doubles(1, mean.clone()));
        state.add(SQUARED_DEVIATIONS, new LearnerState.Doubles(1, squaredDeviations.clone()));
    }

    /**
     * Forgets all and takes over what was saved.
     *
     * @throws IllegalStateException if it is of another number of columns
     */
    void restore(LearnerState state) {
        long[] savedCount = state.longs(COUNT, 1);
        double[] savedMean = state.doubles(MEAN, 1);
        double[] savedDeviations = state.doubles(SQUARED_DEVIATIONS, 1);
        requireColumns(COUNT, savedCount.length);
        requireColumns(MEAN, savedMean.length);
        requireColumns(SQUARED_DEVIATIONS, savedDeviations.length);
        System.arraycopy(savedCount, 0, count, 0, count.length);
        System.arraycopy(savedMean, 0, mean, 0, mean.length);
        System.arraycopy(savedDeviations, 0, squaredDeviations, 0, squaredDeviations.length);
    }

    private void requireColumns(String name, int saved) {
        if (saved != count.length) {
            throw new IllegalStateException("section " + name + " of the state must have one value per number, "
                    + count.length + ", got " + saved);
        }
    }
}
