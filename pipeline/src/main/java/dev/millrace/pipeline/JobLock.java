package dev.millrace.pipeline;

import dev.millrace.pipeline.ingest.Exclusive;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.core.fs.Path;

/**
 * What the job of a model holds in its state directory as long as it runs, so that no other runs with the same state: two fence each other's transactions,
 * until one finds records that it did not publish, and readers may have seen some of both by then. The JobManager holds it, for on a session cluster the
 * {@linkplain ModelDirectory#lock() process that starts a job} does not stay with it. An object store cannot be locked, so there nothing is held.
 *
 * @param model directory of the model
 */
record JobLock(Path model) implements Exclusive {

    private static final long LOOK_MILLIS = 100;

    @Override
    public Closeable take() {
        try {
            return model.getFileSystem().isDistributedFS() ? () -> {} : held().orElseThrow(this::isTaken);
        } catch (IOException e) {
            throw new UserError("state.directory must be writable; " + model + " is not: " + e.getMessage(), e);
        }
    }

    /**
     * Makes sure that no job holds it.
     *
     * @param patience how long a job may take to be over that is about to end
     * @throws UserError if one still does
     */
    void requireFree(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                take().close();
                return;
            } catch (IOException e) {
                throw new UserError("state.directory must be writable; " + model + " is not: " + e.getMessage(), e);
            } catch (UserError e) {
                if (System.nanoTime() >= deadline) {
                    throw e;
                }
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UserError("interrupted while another job of model " + model.getName() + " ended", e);
            }
        }
    }

    private Optional<HeldFile> held() throws IOException {
        return HeldFile.take(java.nio.file.Path.of(model.getPath()), "job.lock");
    }

    private UserError isTaken() {
        return new UserError("a job of model " + model.getName() + " runs already, with state in " + model
                + "; stop it first, or give this one another model name");
    }
}
