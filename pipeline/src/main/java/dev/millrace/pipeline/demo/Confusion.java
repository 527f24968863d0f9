package dev.millrace.pipeline.demo;

import dev.millrace.client.Prediction.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Counts a model's answers by what they should have been. Not thread-safe. */
final class Confusion {

    private static final double SMALLEST_PROBABILITY = 1e-15;

    private final List<String> labels;
    private final int[][] counts;
    private int total;
    private int right;
    private double logLoss;

    /** @param labels names of the classes, in the order of an answer's probabilities */
    Confusion(List<String> labels) {
        this.labels = labels;
        this.counts = new int[labels.size()][labels.size()];
    }

    /** @param label the class that would have been right */
    void add(Answer answer, String label) {
        int truth = labels.indexOf(label);
        counts[truth][answer.index()]++;
        total++;
        right += answer.index() == truth ? 1 : 0;
        logLoss -= Math.log(Math.max(answer.probabilities()[truth], SMALLEST_PROBABILITY));
    }

    int total() {
        return total;
    }

    /** Share of the answers that were right; null without answers. */
    @Nullable
    Double accuracy() {
        return total == 0 ? null : Double.valueOf(right / (double) total);
    }

    /** Mean negative log-likelihood; null without answers. */
    @Nullable
    Double logLoss() {
        return total == 0 ? null : Double.valueOf(logLoss / total);
    }

    /** Number of answers by class (outer) and answer (inner). */
    List<List<Integer>> counts() {
        return Arrays.stream(counts)
                .map(row -> IntStream.of(row).boxed().toList())
                .toList();
    }
}
