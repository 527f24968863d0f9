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

    void requireDefault(@Nullable Object value) {
        if (this == DEFAULT && value == null) {
            throw new IllegalArgumentException("missing must stand beside a default where it is default, got none");
        }
        if (this != DEFAULT && value != null) {
            throw new IllegalArgumentException("default must be left out unless missing is default, got " + value);
        }
    }
}
