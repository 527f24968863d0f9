package dev.millrace.trainer.encode;

import dev.millrace.sample.Feature;

/** The score of a number. */
final class NumberColumn extends Column {

    private final RunningStatistics statistics;
    private final int index;
    private final double maxScore;

    /** A column whose statistics are those at {@code index}. */
    NumberColumn(TabularLayout.Part part, RunningStatistics statistics, int index, double maxScore) {
        super(part);
        this.statistics = statistics;
        this.index = index;
        this.maxScore = maxScore;
    }

    @Override
    void writePresent(Feature feature, float[] values, int first) {
        double score = statistics.score(index, number(feature));
        values[first] = (float) Math.max(-maxScore, Math.min(maxScore, score));
    }

    @Override
    void learnPresent(Feature feature) {
        statistics.add(index, number(feature));
    }

    /** One value beyond all bounds would make the statistics infinite, and every later score with them: it stops the job instead. */
    private double number(Feature feature) {
        if (!(feature instanceof Feature.Numeric numeric)) {
            throw unlike(feature);
        }
        if (!(Math.abs(numeric.value()) <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "feature " + spec().name() + " must be within the range of float, got " + numeric.value());
        }
        return numeric.value();
    }
}
