package dev.millrace.pipeline.ingest;

import dev.millrace.pipeline.UserError;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;

/** What one job has at a time. */
@FunctionalInterface
public interface Exclusive extends Serializable {

    /** For a job that others may run beside. */
    Exclusive NOTHING = () -> () -> {};

    /**
     * Takes it. Waits for a moment where another job has it, which may be about to end.
     *
     * @return gives it up when closed
     * @throws UserError if another job still has it
     * @throws IOException if it cannot be told whether one has
     */
    Closeable take() throws IOException, InterruptedException;
}
