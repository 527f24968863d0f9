package dev.millrace.sample.decode.row;

import org.jspecify.annotations.Nullable;

/** What becomes of a record in which a field is absent or null. */
public enum MissingPolicy {
    /** It is rejected. */
    REFUSE,
    /** The feature is {@link dev.millrace.sample.Feature.Missing}, for the encoder to tell the network so. */
    INDICATOR,
    /** The feature is the field's default. */
    DEFAULT;

    /** The policy of a field that says {@code given}, or nothing. */
    static MissingPolicy orDefault(@Nullable MissingPolicy given) {
        return given == null ? REFUSE : given;
    }

    // Neither message begins with a key: where the file has another fault in one of the two keys, the loader passes
    // over what follows from it.
    void requireDefault(@Nullable Object value) {
        if (this == DEFAULT && value == null) {
            throw new IllegalArgumentException("a default must be given where missing is default, got none");
        }
        if (this != DEFAULT && value != null) {
            throw new IllegalArgumentException("a default must be left out unless missing is default, got " + value);
        }
    }
}
