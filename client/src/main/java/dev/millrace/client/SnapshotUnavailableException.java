package dev.millrace.client;

/** Snapshots cannot be had; the message says why and what to look at. */
public final class SnapshotUnavailableException extends RuntimeException {

    SnapshotUnavailableException(String message) {
        super(message);
    }

    SnapshotUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
