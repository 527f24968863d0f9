package dev.millrace.sample.decode.row;

import org.jspecify.annotations.Nullable;

/** What becomes of a record that has fields its schema does not name. */
public enum UnknownFields {
    /** They are passed over and counted. */
    IGNORE,
    /** It is rejected. */
    REFUSE;

    /** The policy of a decoder that says {@code given}, or nothing. */
    static UnknownFields orDefault(@Nullable UnknownFields given) {
        return given == null ? IGNORE : given;
    }
}
