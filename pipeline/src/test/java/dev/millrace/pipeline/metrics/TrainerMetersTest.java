package dev.millrace.pipeline.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.metrics.MetricsRecord.Kind;
import dev.millrace.pipeline.metrics.MetricsRecord.Prequential;
import dev.millrace.pipeline.metrics.MetricsRecord.Window;
import dev.millrace.trainer.evaluate.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.testutils.MetricListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrainerMetersTest {

    private final MetricListener flink = new MetricListener();
    private final MetricGroup group = flink.getMetricGroup();
    private final TrainerMeters meters = new TrainerMeters(new Meters(FlinkMeters.in(group, "fashion", "run-0001")));

    @Test
    void showsTheNewestWindowAsGaugesOfFlink() {
        meters.update(window(0.5, 3));
        meters.update(window(0.25, 5));

        assertThat(gauge(Metric.LOSS)).isEqualTo(0.25);
        assertThat(gauge(Metric.LEARNING_RATE)).isEqualTo(0.1);
        assertThat(gauge(Metric.GRADIENT_NORM, "max")).isEqualTo(2.5);
        assertThat(gauge(Metric.CLIPPED_SHARE)).isEqualTo(0.75);
        assertThat(gauge(Metric.ACCURACY, "window")).isEqualTo(0.8);
        assertThat(gauge(Metric.NO_CHANGE_ACCURACY, "fading")).isEqualTo(0.1);
        assertThat(gauge(Metric.SAMPLES, "step-rejected")).isEqualTo(8);
        assertThat(gauge(Metric.DEAD_LETTERS, "nan")).isEqualTo(2);
        assertThat(gauge(Metric.DEAD_LETTERS, "infinite")).isZero();
        assertThat(gauge(Metric.UNKNOWN_FIELDS)).isEqualTo(5);
        assertThat(gauge(Metric.FILLED_FIELDS)).isEqualTo(4);
        assertThat(gauge(Metric.REJECTED_STEPS)).isEqualTo(1);
    }

    @Test
    void aCheckpointMovesCountsAndLeavesTheWindow() {
        meters.update(window(0.5, 3));
        meters.update(record(Kind.CHECKPOINT, 11, null, null));

        assertThat(gauge(Metric.LOSS)).isEqualTo(0.5);
        assertThat(gauge(Metric.ACCURACY, "window")).isEqualTo(0.8);
        assertThat(gauge(Metric.STEPS)).isEqualTo(11);
    }

    @Test
    void hasNoNumberBeforeTheFirstWindow() {
        assertThat(gauge(Metric.LOSS)).isNaN();
        assertThat(gauge(Metric.STEPS)).isZero();
    }

    private double gauge(Metric metric, String... tagValue) {
        List<String> name = new ArrayList<>(List.of("model", "fashion", "run", "run-0001"));
        metric.tag().ifPresent(tag -> name.addAll(List.of(tag.key(), tagValue[0])));
        name.addAll(List.of("millrace", metric.label()));
        Gauge<Double> gauge =
                flink.<Double>getGauge(name.toArray(String[]::new)).orElseThrow();
        return gauge.getValue();
    }

    private static MetricsRecord window(double loss, long step) {
        Scores.Score score = new Scores.Score(0.8, 0.5, 0.1, 0.2);
        return record(
                Kind.WINDOW,
                step,
                new Window(100, 50.0, loss, 0.1, 1.5, 2.5, 0.75, 1),
                Prequential.of(new Scores(90, score, score, score)));
    }

    private static MetricsRecord record(Kind kind, long step, @Nullable Window window, @Nullable Prequential scores) {
        return new MetricsRecord(
                1,
                kind,
                17,
                "m",
                "run-0001",
                0,
                step,
                102,
                90,
                8,
                2,
                Map.of("nan", 2L),
                5,
                4,
                1,
                7,
                null,
                false,
                window,
                scores);
    }
}
