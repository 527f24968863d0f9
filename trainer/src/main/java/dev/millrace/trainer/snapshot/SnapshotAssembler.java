package dev.millrace.trainer.snapshot;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the records of one model's snapshots together, in the order of their topic, and hands over those that are whole: every chunk
 * there and every hash right. One that is not is named in the log and skipped. Holds the chunks of snapshots whose manifest
 * has not come yet, and nothing else. Confined to one thread.
 */
public final class SnapshotAssembler {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotAssembler.class);

    private final String model;
    private final Map<Integer, Map<String, SnapshotRecord>> slots = new HashMap<>();

    /** An assembler of the snapshots of one model; records of others are passed over. */
    public SnapshotAssembler(String model) {
        this.model = model;
    }

    /** Takes the next record; the snapshot that it completes, if it completes one. */
    public Optional<Snapshot> add(SnapshotRecord record) {
        if (!record.model().equals(model)) {
            return Optional.empty();
        }
        if (!record.part().equals(SnapshotRecord.MANIFEST)) {
            Map<String, SnapshotRecord> chunks = slots.computeIfAbsent(record.slot(), slot -> new HashMap<>());
            if (record.value() == null) {
                chunks.remove(record.part());
            } else {
                chunks.put(record.part(), record);
            }
            return Optional.empty();
        }
        Map<String, SnapshotRecord> chunks = slots.remove(record.slot());
        byte[] json = record.value();
        if (json == null) {
            return Optional.empty();
        }
        try {
            Manifest manifest = Manifest.fromJson(json);
            if (!manifest.model().equals(model) || manifest.version() != record.version()) {
                throw new SnapshotFormatException(
                        "its manifest is that of snapshot " + manifest.version() + " of model " + manifest.model());
            }
            return Optional.of(assemble(manifest, chunks == null ? Map.of() : chunks));
        } catch (SnapshotFormatException e) {
            LOG.warn("snapshot {} of model {} is passed over: {}", record.version(), model, e.getMessage());
            return Optional.empty();
        }
    }

    private static Snapshot assemble(Manifest manifest, Map<String, SnapshotRecord> chunks) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (Manifest.Chunk chunk : manifest.chunks()) {
            SnapshotRecord record = chunks.get(Integer.toString(chunk.part()));
            byte[] value = record == null ? null : record.value();
            if (record == null || value == null || record.version() != manifest.version()) {
                throw new SnapshotFormatException("chunk " + chunk.part() + " is not there");
            }
            if (value.length != chunk.bytes()
                    || !Sha256.of(value, 0, value.length).equals(chunk.sha256())) {
                throw new SnapshotFormatException("chunk " + chunk.part() + " is not what the manifest says");
            }
            content.writeBytes(value);
        }
        byte[] bytes = content.toByteArray();
        if (bytes.length != manifest.bytes()
                || !Sha256.of(bytes, 0, bytes.length).equals(manifest.sha256())) {
            throw new SnapshotFormatException("its chunks together are not what the manifest says");
        }
        return new Snapshot(manifest, bytes);
    }
}
