package dev.millrace.pipeline.train;

import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.publish.Publication;
import dev.millrace.pipeline.publish.Publication.Header;
import dev.millrace.trainer.Learner;
import dev.millrace.trainer.evaluate.Scores;
import dev.millrace.trainer.snapshot.Provenance;
import dev.millrace.trainer.snapshot.Snapshot;
import dev.millrace.trainer.snapshot.SnapshotRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the records of snapshots, and remembers which version is the last and what each slot of the topic holds. */
final class SnapshotWriter {

    private final PipelineConfig.Snapshots config;
    private long version;
    private final Map<Integer, Integer> slotParts;

    /**
     * @param version of the last snapshot, 0 before the first
     * @param slotParts number of chunks in each slot, by slot
     */
    SnapshotWriter(PipelineConfig.Snapshots config, long version, Map<Integer, Integer> slotParts) {
        this.config = config;
        this.version = version;
        this.slotParts = new TreeMap<>(slotParts);
    }

    /** Version of the last snapshot, 0 before the first. */
    long version() {
        return version;
    }

    /** A copy of the number of chunks in each slot. */
    Map<Integer, Integer> slotParts() {
        return Collections.unmodifiableMap(new TreeMap<>(slotParts));
    }

    /**
     * The records of the next version, in the order in which they must be written. Slots that a greater {@code snapshots.keep} used before are cleared.
     *
     * @param from says where the model comes from; its version must be the next
     */
    List<Publication> write(Learner learner, Provenance from) {
        Snapshot snapshot = Snapshot.of(learner.published(), from, config.chunkBytes());
        version = from.version();
        int slot = (int) (version % config.keep());
        List<Publication> publications = new ArrayList<>();
        clearUnused(from.model()).forEach(record -> publications.add(publication(record)));
        for (SnapshotRecord record : SnapshotRecord.of(snapshot, config.keep(), slotParts.getOrDefault(slot, 0))) {
            publications.add(publication(record));
        }
        slotParts.put(slot, snapshot.manifest().chunks().size());
        return publications;
    }

    private List<SnapshotRecord> clearUnused(String model) {
        List<SnapshotRecord> tombstones = new ArrayList<>();
        slotParts.forEach((slot, parts) -> {
            if (slot >= config.keep()) {
                tombstones.addAll(SnapshotRecord.cleared(model, slot, version, parts));
            }
        });
        slotParts.keySet().removeIf(slot -> slot >= config.keep());
        return tombstones;
    }

    private Publication publication(SnapshotRecord record) {
        List<Header> headers = new ArrayList<>();
        record.headers().forEach((name, value) -> headers.add(new Header(name, utf8(value))));
        return new Publication(config.topic(), 0, utf8(record.key()), headers, record.value());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Scores by name, as they stand in a manifest; those that have no number yet are left out. */
    static Map<String, Double> metrics(Scores scores) {
        Map<String, Double> metrics = new TreeMap<>();
        put(metrics, "cumulative", scores.cumulative());
        put(metrics, "window", scores.window());
        put(metrics, "fading", scores.fading());
        metrics.values().removeIf(value -> !Double.isFinite(value));
        return metrics;
    }

    private static void put(Map<String, Double> metrics, String view, Scores.Score score) {
        metrics.put(view + "Accuracy", score.accuracy());
        metrics.put(view + "LogLoss", score.logLoss());
        metrics.put(view + "NoChangeAccuracy", score.noChangeAccuracy());
        metrics.put(view + "MajorityAccuracy", score.majorityAccuracy());
    }
}
