package dev.millrace.sample.decode;

import dev.millrace.sample.Origin;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record as it comes from the source, before anybody knows whether it is a sample. Its arrays are shared and not to be modified.
 *
 * @param origin where it came from; it has the record's key
 * @param value its bytes, or null if the record has no value
 * @param headers its headers by name, of several with one name the last; a header without a value is left out
 */
public record SourceRecord(Origin origin, byte @Nullable [] value, Map<String, byte[]> headers) {

    // Spelled out because javac 17 drops @Nullable from the parameters of a compact constructor, and callers are
    // checked against it.
    public SourceRecord(Origin origin, byte @Nullable [] value, Map<String, byte[]> headers) {
        this.origin = Objects.requireNonNull(origin, "origin");
        this.value = value;
        this.headers = Map.copyOf(headers);
    }

    /** A record without headers. */
    public static SourceRecord of(Origin origin, byte @Nullable [] value) {
        return new SourceRecord(origin, value, Map.of());
    }
}
