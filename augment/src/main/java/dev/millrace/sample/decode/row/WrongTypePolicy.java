package dev.millrace.sample.decode.row;

/** What becomes of a record in which a field has a value of another type than its kind. */
public enum WrongTypePolicy {
    /** It is rejected. */
    REFUSE,
    /** The field counts as absent, which {@link MissingPolicy} deals with. */
    MISSING
}
