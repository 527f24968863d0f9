package dev.millrace.trainer.snapshot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * What an array of a snapshot's file is, without its values; enough to compare it with what another program reads.
 *
 * @param name unique in the file
 * @param type as safetensors calls it: {@code F32}, {@code F64} or {@code I64}
 * @param shape dimensions; empty for a single value
 * @param sha256 hash of its values, row-major and little-endian
 */
public record SnapshotArray(String name, String type, List<Integer> shape, String sha256) {

    static SnapshotArray of(NamedArray array) {
        ArrayValues values = array.values();
        ByteBuffer bytes = ByteBuffer.allocate(values.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        values.put(bytes);
        return new SnapshotArray(
                array.name(), values.type(), array.shape(), Sha256.of(bytes.array(), 0, values.bytes()));
    }
}
