package dev.millrace.pipeline;

import dev.millrace.pipeline.ingest.ExclusiveLock;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.core.fs.Path;

/**
 * The lock that the job of a model has in its state directory as long as it runs, so that no other runs with the same state: two fence each other's transactions,
 * until one finds records that it did not publish, and readers may have seen some of both by then. The JobManager has it, for on a session cluster the
 * {@linkplain ModelDirectory#lock() process that starts a job} does not stay with it. An object store cannot be locked, so there it keeps nobody out.
 *
 * @param model directory of the model
 * @param patience how long another that has it may take to release it
 */
record JobLock(Path model, Duration patience) implements ExclusiveLock {

    /** How long a job may take to be gone from its JobManager after its last sign of life, and a restarted one's predecessor after the restart. */
    private static final Duration ENDING = Duration.ofSeconds(5);

    private static final long LOOK_MILLIS = 100;

    /** The lock of a model's job. */
    JobLock(Path model) {
        this(model, ENDING);
    }

    @Override
    public Closeable acquire() throws IOException, InterruptedException {
        if (model.getFileSystem().isDistributedFS()) {
            return () -> {};
        }
        long deadline = System.nanoTime() + patience.toNanos();
        Optional<LockFile> file = file();
        while (file.isEmpty() && System.nanoTime() - deadline < 0) {
            Thread.sleep(LOOK_MILLIS);
            file = file();
        }
        return file.orElseThrow(() -> new UserError("a job of model " + model.getName()
                + " runs already, with state in " + model + "; stop it first, or give this one another model name"));
    }

    private Optional<LockFile> file() throws IOException {
        return LockFile.tryAcquire(java.nio.file.Path.of(model.getPath()), "job.lock");
    }
}
