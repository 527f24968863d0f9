package dev.millrace.pipeline.ingest;

import dev.millrace.pipeline.UserError;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * The connector's enumerator, with a lock that only one job may have. It is the part of a job that lives in the JobManager from the job's start to its end,
 * whatever the cluster. A job that another is in the way of fails for good: it would otherwise go on from an old checkpoint as soon as the other ends.
 *
 * <p>A failure of the whole job makes it anew; Flink's adaptive scheduler does at each restart, and does not wait for the old one to be closed. Closing the
 * connector's can take long while the broker is away, so the lock is released before, and acquired with patience.
 *
 * <p>Closed in another thread than started, also before or while that happens; then no lock is kept.
 */
final class LockingEnumerator extends ForwardingEnumerator {

    private final ExclusiveLock lock;
    private @Nullable Closeable acquired;
    private boolean isClosed;

    LockingEnumerator(SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator, ExclusiveLock lock) {
        super(enumerator);
        this.lock = lock;
    }

    @Override
    public void start() {
        if (keep(acquire())) {
            super.start();
        }
    }

    private Closeable acquire() {
        try {
            return lock.acquire();
        } catch (UserError e) {
            throw new SuppressRestartsException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a lock that another job has", e);
        }
    }

    /** Whether the lock is kept from now on. */
    private synchronized boolean keep(Closeable lately) {
        if (isClosed) {
            IOUtils.closeQuietly(lately);
        } else {
            acquired = lately;
        }
        return !isClosed;
    }

    @Override
    public void close() throws IOException {
        try {
            release();
        } finally {
            super.close();
        }
    }

    private synchronized void release() throws IOException {
        isClosed = true;
        Closeable last = acquired;
        acquired = null;
        if (last != null) {
            last.close();
        }
    }
}
