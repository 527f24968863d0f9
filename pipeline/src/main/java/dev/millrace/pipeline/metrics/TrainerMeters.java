package dev.millrace.pipeline.metrics;

import dev.millrace.pipeline.metrics.MetricsRecord.Prequential;
import dev.millrace.pipeline.metrics.MetricsRecord.Score;
import dev.millrace.pipeline.metrics.MetricsRecord.Window;
import dev.millrace.sample.Rejected;
import dev.millrace.trainer.StepReport.Fate;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a trainer shows to its reporters: the numbers of the newest {@link MetricsRecord}, so that Grafana and the metrics topic never
 * disagree. Gauges without a number yet read NaN. Thread-safe: reporters read while the trainer writes.
 */
public final class TrainerMeters {

    private volatile @Nullable MetricsRecord latest;
    private volatile @Nullable Window window;
    private volatile @Nullable Prequential scores;

    /** Registers every meter of a trainer in {@code registry}. */
    public TrainerMeters(MeterRegistry registry) {
        gauge(registry, MetricNames.LOSS, Tags.empty(), Window::loss);
        gauge(registry, MetricNames.LEARNING_RATE, Tags.empty(), Window::learningRate);
        gauge(registry, MetricNames.GRADIENT_NORM, Tags.of(MetricNames.STATISTIC, "mean"), Window::gradientNormMean);
        gauge(registry, MetricNames.GRADIENT_NORM, Tags.of(MetricNames.STATISTIC, "max"), Window::gradientNormMax);
        gauge(registry, MetricNames.CLIPPED_SHARE, Tags.empty(), Window::clippedShare);
        gauge(registry, MetricNames.SAMPLES_PER_SECOND, Tags.empty(), Window::samplesPerSecond);

        scores(registry, "cumulative", Prequential::cumulative);
        scores(registry, "window", Prequential::window);
        scores(registry, "fading", Prequential::fading);

        counter(registry, MetricNames.STEPS, Tags.empty(), MetricsRecord::step);
        counter(registry, MetricNames.REJECTED_STEPS, Tags.empty(), MetricsRecord::rejectedSteps);
        samples(registry, Fate.TRAINED, MetricsRecord::trained);
        samples(registry, Fate.STEP_REJECTED, MetricsRecord::stepRejected);
        samples(registry, Fate.UNLABELLED, MetricsRecord::unlabelled);
        counter(registry, MetricNames.UNKNOWN_FIELDS, Tags.empty(), MetricsRecord::unknownFields);
        counter(registry, MetricNames.FILLED_FIELDS, Tags.empty(), MetricsRecord::filledFields);
        for (Rejected.Reason reason : Rejected.Reason.values()) {
            counter(
                    registry,
                    MetricNames.DEAD_LETTERS,
                    Tags.of(MetricNames.REASON, reason.label()),
                    record -> record.deadLetters().getOrDefault(reason.label(), 0L));
        }
        Gauge.builder(
                        MetricNames.SNAPSHOT_VERSION,
                        this,
                        meters -> number(meters.latest, r -> (double) r.snapshotVersion()))
                .register(registry);
        Gauge.builder(MetricNames.LAG, this, meters -> number(meters.latest, TrainerMeters::lag))
                .register(registry);
    }

    /** Shows the numbers of this record from now on. */
    public void update(MetricsRecord record) {
        latest = record;
        if (record.window() != null) {
            window = record.window();
            scores = record.scores();
        }
    }

    private void gauge(MeterRegistry registry, String name, Tags tags, Function<Window, @Nullable Double> read) {
        Gauge.builder(name, this, meters -> number(meters.window, read))
                .tags(tags)
                .register(registry);
    }

    private void scores(MeterRegistry registry, String view, Function<Prequential, Score> read) {
        score(registry, MetricNames.ACCURACY, view, read, Score::accuracy);
        score(registry, MetricNames.LOG_LOSS, view, read, Score::logLoss);
        score(registry, MetricNames.NO_CHANGE_ACCURACY, view, read, Score::noChangeAccuracy);
        score(registry, MetricNames.MAJORITY_ACCURACY, view, read, Score::majorityAccuracy);
    }

    private void score(
            MeterRegistry registry,
            String name,
            String view,
            Function<Prequential, Score> viewOf,
            Function<Score, @Nullable Double> read) {
        Gauge.builder(name, this, meters -> number(meters.scores, scores -> read.apply(viewOf.apply(scores))))
                .tags(MetricNames.VIEW, view)
                .register(registry);
    }

    private void samples(MeterRegistry registry, Fate fate, ToLongFunction<MetricsRecord> read) {
        counter(registry, MetricNames.SAMPLES, Tags.of(MetricNames.FATE, fate.label()), read);
    }

    private void counter(MeterRegistry registry, String name, Tags tags, ToLongFunction<MetricsRecord> read) {
        FunctionCounter.builder(name, this, meters -> {
                    MetricsRecord record = meters.latest;
                    return record == null ? 0 : read.applyAsLong(record);
                })
                .tags(tags)
                .register(registry);
    }

    private static @Nullable Double lag(MetricsRecord record) {
        Long lag = record.lag();
        return lag == null ? null : lag.doubleValue();
    }

    private static <T> double number(@Nullable T source, Function<T, @Nullable Double> read) {
        Double value = source == null ? null : read.apply(source);
        return value == null ? Double.NaN : value;
    }
}
