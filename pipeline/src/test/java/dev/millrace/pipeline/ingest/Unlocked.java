package dev.millrace.pipeline.ingest;

import java.io.Closeable;

/** For jobs that others may run beside. */
public record Unlocked() implements ExclusiveLock {

    @Override
    public Closeable acquire() {
        return () -> {};
    }
}
