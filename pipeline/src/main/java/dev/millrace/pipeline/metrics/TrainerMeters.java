package dev.millrace.pipeline.metrics;

import dev.millrace.pipeline.metrics.MetricsRecord.Prequential;
import dev.millrace.pipeline.metrics.MetricsRecord.Score;
import dev.millrace.pipeline.metrics.MetricsRecord.Window;
import dev.millrace.sample.Rejected;
import dev.millrace.trainer.StepReport.Fate;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a trainer shows of its {@link MetricsRecord}s: the numbers of the newest, so that Grafana and the metrics topic never
 * disagree. Gauges without a number yet read NaN. Thread-safe: reporters read while the trainer writes.
 */
public final class TrainerMeters {

    private final Meters meters;
    private volatile @Nullable MetricsRecord latest;
    private volatile @Nullable Window window;
    private volatile @Nullable Prequential scores;

    /** Registers every meter that is a number of a record. */
    public TrainerMeters(Meters meters) {
        this.meters = meters;
        window(Metric.LOSS, Window::loss);
        window(Metric.LEARNING_RATE, Window::learningRate);
        window(Metric.GRADIENT_NORM, Window::gradientNormMean, "mean");
        window(Metric.GRADIENT_NORM, Window::gradientNormMax, "max");
        window(Metric.CLIPPED_SHARE, Window::clippedShare);

        scores(Prequential::cumulative, "cumulative");
        scores(Prequential::window, "window");
        scores(Prequential::fading, "fading");

        count(Metric.STEPS, MetricsRecord::step);
        count(Metric.REJECTED_STEPS, MetricsRecord::rejectedSteps);
        count(Metric.SAMPLES, MetricsRecord::trained, Fate.TRAINED.label());
        count(Metric.SAMPLES, MetricsRecord::stepRejected, Fate.STEP_REJECTED.label());
        count(Metric.SAMPLES, MetricsRecord::unlabelled, Fate.UNLABELLED.label());
        count(Metric.UNKNOWN_FIELDS, MetricsRecord::unknownFields);
        count(Metric.FILLED_FIELDS, MetricsRecord::filledFields);
        for (Rejected.Reason reason : Rejected.Reason.values()) {
            String label = reason.label();
            count(Metric.DEAD_LETTERS, record -> record.deadLetters().getOrDefault(label, 0L), label);
        }
    }

    /** Shows the numbers of this record from now on. */
    public void update(MetricsRecord record) {
        latest = record;
        if (record.window() != null) {
            window = record.window();
        }
        if (record.scores() != null) {
            scores = record.scores();
        }
    }

    private void window(Metric metric, Function<Window, @Nullable Double> read, String... tagValue) {
        meters.register(metric, () -> number(window, read), tagValue);
    }

    private void scores(Function<Prequential, Score> read, String view) {
        score(Metric.ACCURACY, view, read.andThen(Score::accuracy));
        score(Metric.LOG_LOSS, view, read.andThen(Score::logLoss));
        score(Metric.NO_CHANGE_ACCURACY, view, read.andThen(Score::noChangeAccuracy));
        score(Metric.MAJORITY_ACCURACY, view, read.andThen(Score::majorityAccuracy));
    }

    private void score(Metric metric, String view, Function<Prequential, @Nullable Double> read) {
        meters.register(metric, () -> number(scores, read), view);
    }

    private void count(Metric metric, ToLongFunction<MetricsRecord> read, String... tagValue) {
        meters.register(
                metric,
                () -> {
                    MetricsRecord record = latest;
                    return record == null ? 0 : read.applyAsLong(record);
                },
                tagValue);
    }

    private static <T> double number(@Nullable T source, Function<T, @Nullable Double> read) {
        Double value = source == null ? null : read.apply(source);
        return value == null ? Double.NaN : value;
    }
}
