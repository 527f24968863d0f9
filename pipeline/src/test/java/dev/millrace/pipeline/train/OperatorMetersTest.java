package dev.millrace.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.metrics.Metric;
import dev.millrace.pipeline.metrics.MetricTag;
import dev.millrace.pipeline.metrics.StageTimes;
import dev.millrace.pipeline.metrics.StageTimes.Stage;
import dev.millrace.pipeline.train.Commitments.Commitment;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.testutils.MetricListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperatorMetersTest {

    private final MetricListener flink = new MetricListener();
    private long nanos;
    private long millis = 10_000;
    private @Nullable Long lag;
    private final StageTimes stages = new StageTimes(() -> nanos);

    private @Nullable OperatorMeters meters;

    @AfterEach
    void close() {
        if (meters != null) {
            meters.close();
        }
    }

    @Test
    void registersEveryMetricOfTheCatalogue() {
        show(new Commitment(0, 0, null, 10_000));

        for (Metric metric : Metric.ours()) {
            List<String> tagValues = metric.tag().map(MetricTag::possibleValues).orElse(List.of(""));
            assertThat(tagValues)
                    .allSatisfy(value -> assertThat(flink.<Double>getGauge(name(metric, value)))
                            .as("%s %s", metric, value)
                            .isPresent());
        }
    }

    @Test
    void agesGrowWithTheClockAndAreThoseOfTheRestoredState() {
        show(new Commitment(4, 2, new SnapshotTaken(2, 7_000, 4096), 8_500));
        millis = 12_000;

        assertThat(read(Metric.SNAPSHOT_AGE)).isEqualTo(5);
        assertThat(read(Metric.CHECKPOINT_AGE)).isEqualTo(3.5);
        assertThat(read(Metric.SNAPSHOT_VERSION)).isEqualTo(2);
        assertThat(read(Metric.SNAPSHOT_SIZE)).isEqualTo(4096);
    }

    @Test
    void showsASnapshotOnceItsCheckpointIsComplete() {
        Commitments commitments = show(new Commitment(4, 2, new SnapshotTaken(2, 7_000, 4096), 8_500));
        commitments.promise(9, new Commitment(6, 3, new SnapshotTaken(3, 11_000, 5000), 11_250));
        double before = read(Metric.SNAPSHOT_VERSION);
        millis = 12_000;
        commitments.complete(9, millis);

        assertThat(before).isEqualTo(2);
        assertThat(read(Metric.SNAPSHOT_VERSION)).isEqualTo(3);
        assertThat(read(Metric.SNAPSHOT_AGE)).isEqualTo(1);
        assertThat(read(Metric.SNAPSHOT_PUBLISH)).isEqualTo(1);
        assertThat(read(Metric.SNAPSHOT_SIZE)).isEqualTo(5000);
        assertThat(read(Metric.CHECKPOINT_AGE)).isEqualTo(0.75);
    }

    @Test
    void aRunWithoutASnapshotHasNoAgeOfOne() {
        show(new Commitment(0, 0, null, 10_000));

        assertThat(read(Metric.SNAPSHOT_VERSION)).isZero();
        assertThat(read(Metric.SNAPSHOT_AGE)).isNaN();
        assertThat(read(Metric.SNAPSHOT_SIZE)).isNaN();
        assertThat(read(Metric.SNAPSHOT_PUBLISH)).isNaN();
        assertThat(read(Metric.CHECKPOINT_AGE)).isZero();
    }

    @Test
    void asksForLagAndTimeWhenTheyAreRead() {
        show(new Commitment(0, 0, null, 10_000));
        assertThat(read(Metric.LAG)).isNaN();

        lag = 12L;
        long begun = stages.begin();
        nanos += 1_500_000_000;
        stages.end(Stage.PUBLISH, begun);

        assertThat(read(Metric.LAG)).isEqualTo(12);
        assertThat(read(Metric.STAGE_BUSY, "publish")).isEqualTo(1.5);
        assertThat(read(Metric.STAGE_BUSY, "train")).isZero();
    }

    private Commitments show(Commitment restored) {
        Commitments commitments = new Commitments(restored);
        meters = new OperatorMeters(
                flink.getMetricGroup(), "m", "run-0001", stages, commitments, () -> lag, () -> millis);
        return commitments;
    }

    private double read(Metric metric, String... tagValue) {
        Gauge<Double> gauge = flink.<Double>getGauge(name(metric, tagValue)).orElseThrow();
        return gauge.getValue();
    }

    private static String[] name(Metric metric, String... tagValue) {
        List<String> name = new ArrayList<>(List.of("model", "m", "run", "run-0001"));
        metric.tag().ifPresent(tag -> name.addAll(List.of(tag.key(), tagValue[0])));
        name.addAll(List.of("millrace", metric.label()));
        return name.toArray(String[]::new);
    }
}
