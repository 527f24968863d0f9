package dev.millrace.pipeline;

import dev.millrace.pipeline.RunRecord.Mode;
import java.util.Map;

/** Run records for tests. */
final class RunRecords {

    private RunRecords() {}

    static RunRecord bounded(String run) {
        return bounded(run, Map.of(0, 100L));
    }

    static RunRecord bounded(String run, Map<Integer, Long> ends) {
        return new RunRecord(
                1, "m", run, Mode.BOUNDED, Map.of(0, 40L), ends, Published.NOTHING, null, "2026-11-24T09:00:00Z", null);
    }

    static RunRecord continuous(String run, Published base) {
        return new RunRecord(1, "m", run, Mode.CONTINUOUS, null, null, base, null, "2026-11-24T09:00:00Z", null);
    }
}
