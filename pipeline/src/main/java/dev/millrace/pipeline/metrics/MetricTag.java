package dev.millrace.pipeline.metrics;

import dev.millrace.pipeline.metrics.StageTimes.Stage;
import dev.millrace.sample.Rejected;
import dev.millrace.trainer.StepReport.Fate;
import java.util.Arrays;
import java.util.List;

/** A label of some of our metrics, with all values it takes. */
public enum MetricTag {
    VIEW(List.of("cumulative", "window", "fading")),
    STATISTIC(List.of("mean", "max")),
    FATE(Arrays.stream(Fate.values()).map(Fate::label).toList()),
    STAGE(Arrays.stream(Stage.values()).map(Stage::label).toList()),
    REASON(Arrays.stream(Rejected.Reason.values()).map(Rejected.Reason::label).toList());

    // Immutable, by List.of and Stream.toList.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> values;

    MetricTag(List<String> values) {
        this.values = values;
    }

    /** {@code view}. */
    public String key() {
        return Metric.word(this);
    }

    /** All it may be, in a fixed order. */
    public List<String> possibleValues() {
        return values;
    }
}
