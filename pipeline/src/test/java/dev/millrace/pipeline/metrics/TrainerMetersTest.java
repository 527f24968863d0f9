package dev.millrace.pipeline.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.metrics.MetricsRecord.Kind;
import dev.millrace.pipeline.metrics.MetricsRecord.Prequential;
import dev.millrace.pipeline.metrics.MetricsRecord.Window;
import dev.millrace.trainer.evaluate.Scores;
import java.util.Map;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.testutils.MetricListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrainerMetersTest {

    private final MetricListener flink = new MetricListener();
    private final MetricGroup group = flink.getMetricGroup();
    private final TrainerMeters meters = new TrainerMeters(FlinkMeters.in(group));

    @Test
    void showsTheNewestWindowAsGaugesOfFlink() {
        meters.update(window(0.5, 3));
        meters.update(window(0.25, 5));

        assertThat(gauge("loss")).isEqualTo(0.25);
        assertThat(gauge("learning_rate")).isEqualTo(0.1);
        assertThat(gauge("statistic", "max", "gradient_norm")).isEqualTo(2.5);
        assertThat(gauge("clipped_share")).isEqualTo(0.75);
        assertThat(gauge("view", "window", "accuracy")).isEqualTo(0.8);
        assertThat(gauge("view", "fading", "no_change_accuracy")).isEqualTo(0.1);
        assertThat(gauge("fate", "step-rejected", "samples")).isEqualTo(8);
        assertThat(gauge("reason", "nan", "dead_letters")).isEqualTo(2);
        assertThat(gauge("reason", "infinite", "dead_letters")).isZero();
        assertThat(gauge("unknown_fields")).isEqualTo(5);
        assertThat(gauge("filled_fields")).isEqualTo(4);
        assertThat(gauge("snapshot_version")).isEqualTo(5);
        assertThat(gauge("rejected_steps")).isEqualTo(1);
    }

    @Test
    void aCheckpointMovesCountsAndLeavesTheWindow() {
        meters.update(window(0.5, 3));
        meters.update(record(Kind.CHECKPOINT, 4, null, null));

        assertThat(gauge("loss")).isEqualTo(0.5);
        assertThat(gauge("snapshot_version")).isEqualTo(4);
    }

    @Test
    void hasNoNumberBeforeTheFirstWindow() {
        assertThat(gauge("loss")).isNaN();
        assertThat(gauge("lag")).isNaN();
        assertThat(gauge("steps")).isZero();
    }

    private double gauge(String... name) {
        Gauge<Double> gauge = flink.<Double>getGauge(name).orElseThrow();
        return gauge.getValue();
    }

    private static MetricsRecord window(double loss, long version) {
        Scores.Score score = new Scores.Score(0.8, 0.5, 0.1, 0.2);
        return record(
                Kind.WINDOW,
                version,
                new Window(100, 50.0, loss, 0.1, 1.5, 2.5, 0.75, 1),
                Prequential.of(new Scores(90, score, score, score)));
    }

    private static MetricsRecord record(
            Kind kind, long version, @Nullable Window window, @Nullable Prequential scores) {
        return new MetricsRecord(
                1,
                kind,
                17,
                "m",
                "run-0001",
                0,
                9,
                102,
                90,
                8,
                2,
                Map.of("nan", 2L),
                5,
                4,
                1,
                version,
                null,
                false,
                window,
                scores);
    }
}
