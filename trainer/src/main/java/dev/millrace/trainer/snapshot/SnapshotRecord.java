package dev.millrace.trainer.snapshot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record of a snapshots topic. The key is {@code model/slot/part}, so that a compacted topic keeps the newest version of each slot.
 *
 * @param model name of the model
 * @param slot version modulo the number of versions the topic keeps
 * @param part a chunk's number from 0, or {@value #MANIFEST}
 * @param version which snapshot it belongs to
 * @param parts number of chunks that the slot has from then on
 * @param value a chunk, or the manifest as JSON; null for a part that the slot no longer has
 */
public record SnapshotRecord(String model, int slot, String part, long version, int parts, byte @Nullable [] value) {

    /** The part that is the manifest. */
    public static final String MANIFEST = "manifest";

    /** Header with the version, decimal text. */
    public static final String VERSION_HEADER = "version";

    /** Header with the number of chunks, decimal text. */
    public static final String PARTS_HEADER = "parts";

    public SnapshotRecord(String model, int slot, String part, long version, int parts, byte @Nullable [] value) {
        this.model = model;
        this.slot = slot;
        this.part = part;
        this.version = version;
        this.parts = parts;
        this.value = value;
    }

    /**
     * All records of a snapshot, in the order in which they must be written: chunks, tombstones for chunks that an older version left in the
     * slot, and last the manifest.
     *
     * @param keep how many versions the topic keeps, at least 1
     * @param partsBefore number of chunks of the slot's previous version, 0 if there was none
     */
    public static List<SnapshotRecord> of(Snapshot snapshot, int keep, int partsBefore) {
        Manifest manifest = snapshot.manifest();
        int slot = (int) (manifest.version() % keep);
        int parts = manifest.chunks().size();
        List<SnapshotRecord> records = new ArrayList<>();
        int offset = 0;
        for (Manifest.Chunk chunk : manifest.chunks()) {
            byte[] value = Arrays.copyOfRange(snapshot.content(), offset, offset + chunk.bytes());
            offset += chunk.bytes();
            records.add(new SnapshotRecord(
                    manifest.model(), slot, Integer.toString(chunk.part()), manifest.version(), parts, value));
        }
        for (int part = parts; part < partsBefore; part++) {
            records.add(new SnapshotRecord(
                    manifest.model(), slot, Integer.toString(part), manifest.version(), parts, null));
        }
        records.add(new SnapshotRecord(manifest.model(), slot, MANIFEST, manifest.version(), parts, manifest.toJson()));
        return records;
    }

    /**
     * Tombstones for all records of a slot that is not used any more, in the order in which they must be written: without its manifest a snapshot is
     * not there.
     *
     * @param model name of the model
     * @param version the snapshot they are written with
     * @param parts number of chunks in the slot
     */
    public static List<SnapshotRecord> cleared(String model, int slot, long version, int parts) {
        List<SnapshotRecord> records = new ArrayList<>();
        records.add(new SnapshotRecord(model, slot, MANIFEST, version, 0, null));
        for (int part = 0; part < parts; part++) {
            records.add(new SnapshotRecord(model, slot, Integer.toString(part), version, 0, null));
        }
        return records;
    }

    /** The record's key. */
    public String key() {
        return model + "/" + slot + "/" + part;
    }

    /** The record's headers, but for the sequence that the publisher adds. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(VERSION_HEADER, Long.toString(version));
        headers.put(PARTS_HEADER, Integer.toString(parts));
        return headers;
    }

    /**
     * Reads a record of a topic.
     *
     * @throws SnapshotFormatException if it is no record of a snapshot
     */
    public static SnapshotRecord parse(String key, Map<String, String> headers, byte @Nullable [] value) {
        String[] names = key.split("/", -1);
        try {
            if (names.length == 3 && (names[2].equals(MANIFEST) || Integer.parseInt(names[2]) >= 0)) {
                return new SnapshotRecord(
                        names[0],
                        Integer.parseInt(names[1]),
                        names[2],
                        Long.parseLong(headers.getOrDefault(VERSION_HEADER, "")),
                        Integer.parseInt(headers.getOrDefault(PARTS_HEADER, "")),
                        value);
            }
            throw new SnapshotFormatException(problem(key, headers));
        } catch (NumberFormatException e) {
            throw new SnapshotFormatException(problem(key, headers), e);
        }
    }

    private static String problem(String key, Map<String, String> headers) {
        return "no record of a snapshot: its key is " + key + ", its version " + headers.get(VERSION_HEADER)
                + ", its parts " + headers.get(PARTS_HEADER);
    }
}
