package dev.millrace.pipeline.train;

import dev.millrace.pipeline.metrics.FlinkMeters;
import dev.millrace.pipeline.metrics.Meters;
import dev.millrace.pipeline.metrics.Metric;
import dev.millrace.pipeline.metrics.MetricsRecord;
import dev.millrace.pipeline.metrics.ResidentMemory;
import dev.millrace.pipeline.metrics.StageTimes;
import dev.millrace.pipeline.metrics.StageTimes.Stage;
import dev.millrace.pipeline.metrics.TrainerMeters;
import dev.millrace.pipeline.train.Commitments.Commitment;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * All that the operator shows to reporters. What a metrics record says is shown as the newest one says it; ages, lag, time and memory are a matter of
 * the moment and of the machine, so they are made when they are read, and stand in no record.
 */
final class OperatorMeters implements AutoCloseable {

    private final MeterRegistry registry;
    private final TrainerMeters trainer;

    /**
     * Registers them.
     *
     * @param group of the operator
     * @param lag records not read yet, null if not known; called by any thread
     * @param millis the time, milliseconds since the epoch; called by any thread
     */
    OperatorMeters(
            MetricGroup group,
            String model,
            String run,
            StageTimes stages,
            Commitments commitments,
            Supplier<@Nullable Long> lag,
            LongSupplier millis) {
        registry = FlinkMeters.in(group, model, run);
        Meters meters = new Meters(registry);
        trainer = new TrainerMeters(meters);
        for (Stage stage : Stage.values()) {
            meters.register(Metric.STAGE_BUSY, () -> stages.seconds(stage), stage.label());
        }
        meters.register(Metric.LAG, () -> number(lag.get()));
        meters.register(Metric.RESIDENT_MEMORY, ResidentMemory::bytes);

        meters.register(
                Metric.CHECKPOINT_AGE,
                () -> seconds(millis.getAsLong() - commitments.newest().stateMillis()));
        meters.register(Metric.SNAPSHOT_VERSION, () -> commitments.newest().snapshotVersion());
        meters.register(Metric.SNAPSHOT_AGE, () -> {
            SnapshotTaken snapshot = commitments.newest().snapshot();
            return snapshot == null ? Double.NaN : seconds(millis.getAsLong() - snapshot.takenMillis());
        });
        meters.register(Metric.SNAPSHOT_SIZE, () -> size(commitments.newest()));
        meters.register(Metric.SNAPSHOT_PUBLISH, commitments::publishSeconds);
    }

    /** Shows the numbers of this record from now on. */
    void update(MetricsRecord record) {
        trainer.update(record);
    }

    @Override
    public void close() {
        registry.close();
    }

    private static double size(Commitment commitment) {
        SnapshotTaken snapshot = commitment.snapshot();
        return snapshot == null ? Double.NaN : snapshot.bytes();
    }

    private static double number(@Nullable Long value) {
        return value == null ? Double.NaN : value;
    }

    private static double seconds(long millis) {
        return millis / 1000.0;
    }
}
