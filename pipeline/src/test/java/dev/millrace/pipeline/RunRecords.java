package dev.millrace.pipeline;

import dev.millrace.pipeline.RunRecord.Mode;
import java.util.Map;

/** Run records for tests. */
final class RunRecords {

    private RunRecords() {}

    /** The topic that the runs read. */
    static final InputTopic INPUT = new InputTopic("images-01", "hs6qBnMLSPKNxY9OsGVdVg", () -> Map.of(0, 30L, 1, 7L));

    static RunRecord bounded(String run) {
        return bounded(run, INPUT, Map.of(0, 100L));
    }

    static RunRecord bounded(String run, InputTopic input, Map<Integer, Long> ends) {
        return new RunRecord(
                1,
                "m",
                run,
                Mode.BOUNDED,
                input.name(),
                input.id(),
                Map.of(0, 40L),
                ends,
                Published.NOTHING,
                null,
                "2026-11-24T09:00:00Z",
                null);
    }

    static RunRecord continuous(String run, InputTopic input, Published base) {
        return new RunRecord(
                1,
                "m",
                run,
                Mode.CONTINUOUS,
                input.name(),
                input.id(),
                Map.of(0, 40L),
                null,
                base,
                null,
                "2026-11-24T09:00:00Z",
                null);
    }
}
