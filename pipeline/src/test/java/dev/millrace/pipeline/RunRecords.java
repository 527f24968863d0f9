package dev.millrace.pipeline;

import dev.millrace.pipeline.RunRecord.Mode;
import java.util.Map;

/** Run records for tests. */
final class RunRecords {

    private RunRecords() {}

    static RunRecord bounded(String run) {
        return new RunRecord(
                1,
                "m",
                run,
                Mode.BOUNDED,
                Map.of(0, 40L),
                Map.of(0, 100L),
                Published.NOTHING,
                "2026-11-24T09:00:00Z",
                null);
    }

    static RunRecord continuous(String run, Published base) {
        return new RunRecord(1, "m", run, Mode.CONTINUOUS, null, null, base, "2026-11-24T09:00:00Z", null);
    }
}
