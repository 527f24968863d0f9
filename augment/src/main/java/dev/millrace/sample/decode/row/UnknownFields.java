package dev.millrace.sample.decode.row;

/** What becomes of a record that has fields its schema does not name. */
public enum UnknownFields {
    /** They are passed over and counted. */
    IGNORE,
    /** It is rejected. */
    REFUSE
}
