package dev.millrace.pipeline.train;

import dev.millrace.sample.Origin;
import dev.millrace.trainer.StepReport;
import dev.millrace.trainer.StepReport.Fate;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far each part of the source has been learnt: by source and split, the position after the last sample that an update was tried
 * with. Labelled samples of one split train in order, so every labelled one before it has been too.
 */
final class TrainedThrough {

    private final Map<String, Map<Integer, Long>> positions = new TreeMap<>();

    /** Goes on from {@code positions}; empty at the start. */
    TrainedThrough(Map<String, Map<Integer, Long>> positions) {
        positions.forEach((source, splits) -> this.positions.put(source, new TreeMap<>(splits)));
    }

    void add(StepReport report) {
        for (StepReport.SampleReport sample : report.samples()) {
            if (sample.fate() != Fate.UNLABELLED) {
                Origin origin = sample.origin();
                positions
                        .computeIfAbsent(origin.source(), source -> new TreeMap<>())
                        .put(origin.split(), origin.position() + 1);
            }
        }
    }

    /** A copy. */
    Map<String, Map<Integer, Long>> positions() {
        Map<String, Map<Integer, Long>> copy = new TreeMap<>();
        positions.forEach((source, splits) -> copy.put(source, new TreeMap<>(splits)));
        return copy;
    }
}
