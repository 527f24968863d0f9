package dev.millrace.sample;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record that is no valid sample. It travels the same chain as the samples and ends in the dead-letter topic.
 *
 * @param origin where the record came from
 * @param reason the kind of fault
 * @param detail one sentence for people: what was expected and what was there
 * @param bytes the record's value as it arrived, null if the record had none; not to be modified
 */
public record Rejected(Origin origin, Reason reason, String detail, byte @Nullable [] bytes) implements Ingested {

    // Spelled out because javac 17 drops @Nullable from the parameters of a compact constructor, and callers are
    // checked against it.
    public Rejected(Origin origin, Reason reason, String detail, byte @Nullable [] bytes) {
        this.origin = Objects.requireNonNull(origin, "origin");
        this.reason = Objects.requireNonNull(reason, "reason");
        this.detail = Objects.requireNonNull(detail, "detail");
        this.bytes = bytes;
    }

    /** The kinds of fault. {@link #label()} is the word in headers, metrics and logs. */
    public enum Reason {
        /** The record has no value. */
        NULL_VALUE,
        /** The bytes are not of the configured format at all. */
        UNDECODABLE,
        /** The record ends before its values do. */
        TRUNCATED,
        /** The values are readable but not of the configured shape. */
        WRONG_SHAPE,
        /** A value is NaN. */
        NAN,
        /** A value is infinite. */
        INFINITE,
        /** The label is none of the configured ones. */
        UNKNOWN_LABEL,
        /** A field that the schema requires is absent or null. */
        MISSING_FIELD,
        /** A field has a value of another type than the schema says. */
        WRONG_TYPE,
        /** The record has a field that the schema does not name, and the schema refuses such. */
        UNKNOWN_FIELD,
        /** A number lies outside the range of its field. */
        OUT_OF_RANGE,
        /** The record, or the image it announces, is larger than the configured limit. */
        TOO_LARGE;

        /** The reason in lower case with hyphens, {@code wrong-shape}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
