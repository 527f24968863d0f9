package dev.millrace.pipeline.ingest;

import dev.millrace.pipeline.UserError;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;

/** A lock that one job has at a time. */
@FunctionalInterface
public interface ExclusiveLock extends Serializable {

    /**
     * Acquires it. Waits for a moment where another job has it, which may be about to end.
     *
     * @return releases it when closed
     * @throws UserError if another job still has it
     * @throws IOException if it cannot be told whether one has
     */
    Closeable acquire() throws IOException, InterruptedException;
}
