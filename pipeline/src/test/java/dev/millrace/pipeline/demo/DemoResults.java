package dev.millrace.pipeline.demo;

import dev.millrace.pipeline.RunSummary;
import dev.millrace.pipeline.metrics.MetricsRecord;
import dev.millrace.pipeline.metrics.MetricsRecord.Prequential;
import dev.millrace.pipeline.metrics.MetricsRecord.Score;
import dev.millrace.pipeline.metrics.MetricsRecord.Window;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What demos come to, for tests. */
final class DemoResults {

    static final String SHA_256 = "5f".repeat(32);

    private DemoResults() {}

    /** A run of 6,000 samples with an accuracy of 0.7. */
    static RunSummary summary() {
        return summary(6_000);
    }

    /** The same of another length. */
    static RunSummary summary(long samples) {
        return new RunSummary(
                "run-0001",
                null,
                true,
                samples,
                samples,
                0,
                0,
                3.0,
                2_000,
                0.7,
                0.1,
                0.2,
                2,
                2,
                0,
                Map.of(),
                0,
                1e-5,
                "mxnet 1.9.1",
                SHA_256);
    }

    /** A snapshot's test; the accuracy is null if nothing was tested. */
    static SnapshotScore score(long version, long samples, int tested, @Nullable Double accuracy) {
        List<List<Integer>> confusion = IntStream.range(0, 10)
                .mapToObj(row -> Collections.nCopies(10, (int) version))
                .toList();
        Double logLoss = accuracy == null ? null : Double.valueOf(0.5);
        return new SnapshotScore(version, samples, samples, tested, accuracy, logLoss, 1_000, 40, confusion);
    }

    /** A window after so many samples; the shares are those of the cumulative, the fading and the window's score alike. */
    static MetricsRecord window(long samples, @Nullable Double loss, double accuracy, double noChange) {
        Score score = new Score(accuracy, 1.0, noChange, 0.11);
        return new MetricsRecord(
                MetricsRecord.FORMAT,
                MetricsRecord.Kind.WINDOW,
                1,
                "demo",
                "run-0001",
                0,
                samples,
                samples,
                samples,
                0,
                0,
                Map.of(),
                0,
                0,
                0,
                1,
                null,
                false,
                new Window(100, 900.0, loss, 1e-3, 1.5, 3.0, 0.25, 0),
                new Prequential(samples, score, score, score));
    }
}
