package dev.millrace.sample;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a record came from. {@code source}, {@code split} and {@code position} identify it for ever: a replayed record has the same
 * origin, so randomness and bookkeeping are functions of it.
 *
 * @param source name of the source, a topic for Kafka
 * @param split part of the source, a partition for Kafka, at least 0
 * @param position place within the split, an offset for Kafka, at least 0
 * @param key the record's key as it arrived, or null; not to be modified
 * @param eventTimeMillis the record's timestamp, milliseconds since the epoch
 */
public record Origin(String source, int split, long position, byte @Nullable [] key, long eventTimeMillis)
        implements Serializable {

    // Spelled out because javac 17 drops @Nullable from the parameters of a compact constructor, and callers are
    // checked against it.
    public Origin(String source, int split, long position, byte @Nullable [] key, long eventTimeMillis) {
        if (split < 0) {
            throw new IllegalArgumentException("split must be at least 0, got " + split);
        }
        if (position < 0) {
            throw new IllegalArgumentException("position must be at least 0, got " + position);
        }
        this.source = Objects.requireNonNull(source, "source");
        this.split = split;
        this.position = position;
        this.key = key;
        this.eventTimeMillis = eventTimeMillis;
    }

    /** An origin without a key and at time 0, for data that did not come from a topic. */
    public static Origin of(String source, int split, long position) {
        return new Origin(source, split, position, null, 0);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Origin that
                && position == that.position
                && split == that.split
                && eventTimeMillis == that.eventTimeMillis
                && source.equals(that.source)
                && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return Objects.hash(source, split, position);
    }

    /** {@code source-split@position}, as it stands in messages. */
    @Override
    public String toString() {
        return source + "-" + split + "@" + position;
    }
}
