package dev.millrace.pipeline.train;

/**
 * A snapshot that was handed to the sink.
 *
 * @param version its version
 * @param takenMillis when it was taken of the model, milliseconds since the epoch
 * @param bytes of the values of all its records
 */
record SnapshotTaken(long version, long takenMillis, long bytes) {}
