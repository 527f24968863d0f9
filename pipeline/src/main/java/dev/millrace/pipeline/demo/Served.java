package dev.millrace.pipeline.demo;

import dev.millrace.pipeline.metrics.MetricsRecord;
import dev.millrace.pipeline.metrics.MetricsRecord.Prequential;
import dev.millrace.pipeline.metrics.MetricsRecord.Score;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How well the snapshots of a stream did on the rows that followed each, beside what the trainer did on these rows, which it had learnt from up to the
 * one before.
 *
 * @param parts one for each snapshot that was tested on rows, in order
 */
record Served(List<Part> parts) {

    /**
     * The rows from one snapshot to the next.
     *
     * @param version of the snapshot that answered to them
     * @param from samples it was trained on: the number of the first row
     * @param rows how many
     * @param accuracy of the snapshot
     * @param trainerAccuracy of the trainer, prequential; null if no window of the metrics begins and ends with these rows
     * @param noChangeAccuracy of repeating the last label; null likewise
     */
    record Part(
            long version,
            long from,
            int rows,
            double accuracy,
            @Nullable Double trainerAccuracy,
            @Nullable Double noChangeAccuracy) {}

    static Served of(DemoResult result) {
        Map<Long, Prequential> byRow = new HashMap<>();
        for (MetricsRecord window : result.windows()) {
            if (window.scores() != null) {
                byRow.put(window.scores().scored(), window.scores());
            }
        }
        return new Served(result.scores().stream()
                .filter(score -> score.accuracy() != null)
                .map(score -> part(score, score.accuracy(), byRow))
                .toList());
    }

    private static Part part(SnapshotScore score, double accuracy, Map<Long, Prequential> byRow) {
        Prequential before = byRow.get(score.samples());
        Prequential after = byRow.get(score.samples() + score.tested());
        return new Part(
                score.version(),
                score.samples(),
                score.tested(),
                accuracy,
                between(before, after, Score::accuracy),
                between(before, after, Score::noChangeAccuracy));
    }

    /** A share over the rows between two points, of the shares over all rows up to each. */
    private static @Nullable Double between(
            @Nullable Prequential before, @Nullable Prequential after, Function<Score, @Nullable Double> share) {
        if (before == null || after == null) {
            return null;
        }
        Double shareBefore = share.apply(before.cumulative());
        Double shareAfter = share.apply(after.cumulative());
        if (shareBefore == null || shareAfter == null) {
            return null;
        }
        return (shareAfter * after.scored() - shareBefore * before.scored()) / (after.scored() - before.scored());
    }

    /** Share of the rows that the snapshots answered right; NaN if none was tested. */
    double accuracy() {
        return mean(Part::accuracy);
    }

    /** What the trainer did on the same rows; NaN if that is not known of all. */
    double trainerAccuracy() {
        return mean(part -> part.trainerAccuracy() == null ? Double.NaN : part.trainerAccuracy());
    }

    private double mean(ToDoubleFunction<Part> share) {
        double right = parts.stream()
                .mapToDouble(part -> part.rows() * share.applyAsDouble(part))
                .sum();
        return right / parts.stream().mapToInt(Part::rows).sum();
    }
}
