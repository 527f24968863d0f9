package dev.millrace.sample;

/** What became of one input record: a {@link Sample}, or a {@link Rejected} that says why it is none. */
public sealed interface Ingested permits Sample, Rejected {

    /** Where the record came from. */
    Origin origin();
}
