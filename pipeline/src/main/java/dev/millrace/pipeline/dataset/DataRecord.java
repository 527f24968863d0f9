package dev.millrace.pipeline.dataset;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One record for a topic. Whoever takes it owns its bytes.
 *
 * @param key the number of the image or row in its data set, in decimal digits
 * @param value the content
 * @param headers values by name; most records have none
 */
public record DataRecord(byte[] key, byte[] value, Map<String, byte[]> headers) {

    public DataRecord {
        headers = Map.copyOf(headers);
    }

    /** A record without headers, its key made of {@code index}. */
    public static DataRecord of(long index, byte[] value) {
        return of(index, value, Map.of());
    }

    /** A record whose key is made of {@code index}. */
    public static DataRecord of(long index, byte[] value, Map<String, byte[]> headers) {
        return new DataRecord(Long.toString(index).getBytes(StandardCharsets.UTF_8), value, headers);
    }
}
