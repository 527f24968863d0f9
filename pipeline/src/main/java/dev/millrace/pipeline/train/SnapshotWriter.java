package dev.millrace.pipeline.train;

import dev.millrace.pipeline.Publishing;
import dev.millrace.pipeline.publish.Publication;
import dev.millrace.trainer.Learner;
import dev.millrace.trainer.TrainerConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

final class SnapshotWriter {
    private final Publishing publishing;
    private long version;
    private final Map<Integer, Integer> slotParts;

    SnapshotWriter(Publishing publishing, TrainerConfig config, JobState from) {
        this.publishing = publishing;
        this.version = from.snapshotVersion();
        this.slotParts = new TreeMap<>(from.slotParts());
    }

    long version() {
        return version;
    }

    Map<Integer, Integer> slotParts() {
        return new TreeMap<>(slotParts);
    }

    List<Publication> next(Learner learner, Counts.State counts, Map<String, Map<Integer, Long>> through, long now) {
        version++;
        return List.of(new Publication(publishing.snapshots().topic(), 0, null, List.of(), new byte[0]));
    }
}
