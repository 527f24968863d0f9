package dev.millrace.pipeline.ingest;

import dev.millrace.pipeline.UserError;
import java.io.Closeable;
import java.io.Serializable;

/** What one job has at a time. */
@FunctionalInterface
public interface Exclusive extends Serializable {

    /** For a job that others may run beside. */
    Exclusive NOTHING = () -> () -> {};

    /**
     * Takes it.
     *
     * @return gives it up when closed
     * @throws UserError if another job has it
     */
    Closeable take();
}
