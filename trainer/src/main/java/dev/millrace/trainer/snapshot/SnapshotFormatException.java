package dev.millrace.trainer.snapshot;

import org.jspecify.annotations.Nullable;

/** Bytes that should be a snapshot, or a part of one, and are not: damaged, or written by a release this one cannot read. */
public final class SnapshotFormatException extends RuntimeException {

    SnapshotFormatException(String message) {
        this(message, null);
    }

    /** For who makes a model of the bytes. */
    public SnapshotFormatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
