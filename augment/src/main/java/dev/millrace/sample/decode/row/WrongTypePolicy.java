package dev.millrace.sample.decode.row;

import org.jspecify.annotations.Nullable;

/** What becomes of a record in which a field has a value of another type than its kind. */
public enum WrongTypePolicy {
    /** It is rejected. */
    REFUSE,
    /** The field counts as absent, which {@link MissingPolicy} deals with. */
    MISSING;

    /** The policy of a field that says {@code given}, or nothing. */
    static WrongTypePolicy orDefault(@Nullable WrongTypePolicy given) {
        return given == null ? REFUSE : given;
    }
}
