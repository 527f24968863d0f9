package dev.millrace.pipeline.dataset;

import java.util.stream.Stream;

/** A data set as the records of a topic: so many of them, in order, each with its key. Immutable. */
public interface DataSet {

    /** Number of records, at least 1. */
    long size();

    /**
     * Records {@code from} (inclusive) to {@code to} (exclusive), counted from 0, in order and made as they are asked for.
     *
     * @return to be closed by the caller; it throws a {@link dev.millrace.pipeline.UserError} where its file cannot be read
     */
    Stream<DataRecord> records(long from, long to);
}
