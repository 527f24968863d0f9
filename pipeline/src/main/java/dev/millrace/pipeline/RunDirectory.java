package dev.millrace.pipeline;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of one run, on any file system Flink knows: {@code <state.directory>/<model>/<run>/}. It holds {@code run.json}, the
 * {@linkplain RestorePoints checkpoints and savepoints}, and of a bounded run that ended, {@code final-state}.
 */
final class RunDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(RunDirectory.class);

    /** What to do about a directory that the file system does not give. */
    static final String SEE_TO_IT =
            "give this user access to it, and see that the file system of state.directory is there";

    private final Path path;
    private final RestorePoints restorePoints;

    RunDirectory(Path path) {
        this.path = path;
        this.restorePoints = new RestorePoints(path);
    }

    /** Name of the run, {@code run-0001}. */
    String name() {
        return path.getName();
    }

    /** Where Flink puts this run's checkpoints. */
    Path checkpoints() {
        return restorePoints.checkpoints();
    }

    /** Where Flink puts this run's savepoints. */
    Path savepoints() {
        return restorePoints.savepoints();
    }

    /** Where this run leaves its final state, if it is bounded and reaches its end. */
    Path finalState() {
        return new Path(path, "final-state");
    }

    /** Whether it has left one. */
    boolean hasFinalState() {
        try {
            return fileSystem().exists(finalState());
        } catch (IOException e) {
            throw UserError.notReadable(finalState(), SEE_TO_IT, e);
        }
    }

    /** The lock that the job of the model has while it runs, whichever the run. */
    JobLock jobLock() {
        return new JobLock(path.getParent());
    }

    /** The directory of another run of the same model. */
    RunDirectory sibling(String run) {
        return new RunDirectory(new Path(path.getParent(), run));
    }

    /** Reads {@code run.json}; empty if the run was never written down. */
    Optional<RunRecord> record() {
        try (FSDataInputStream in = fileSystem().open(recordPath())) {
            return Optional.of(RunRecord.parse(in.readAllBytes()));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw UserError.notReadable(
                    recordPath(), "restore it, or pass --fresh for a new run, which begins untrained", e);
        }
    }

    /**
     * Writes {@code run.json}. It is written beside and then renamed, so that a kill leaves the old one or the new one.
     *
     * @throws UserError if the directory cannot be written
     */
    void write(RunRecord record) {
        Path draft = new Path(path, "run.json.draft");
        try {
            FileSystem fileSystem = fileSystem();
            fileSystem.mkdirs(path);
            try (FSDataOutputStream out = fileSystem.create(draft, FileSystem.WriteMode.OVERWRITE)) {
                out.write(record.toJson());
            }
            if (!fileSystem.rename(draft, recordPath())) {
                // Some file systems do not rename onto a file that is there.
                fileSystem.delete(recordPath(), false);
                if (!fileSystem.rename(draft, recordPath())) {
                    throw new IOException("cannot rename " + draft.getName());
                }
            }
        } catch (IOException e) {
            throw UserError.notWritable(path, e);
        }
    }

    /** Whether the run was written down, or has state: a kill can leave a directory with neither. */
    boolean hasBegun() {
        return record().isPresent() || newestCheckpoint().isPresent();
    }

    /**
     * What the run goes on from: the newest complete checkpoint or savepoint, over all incarnations.
     *
     * @throws UserError if there is one that cannot be read, so that which is the newest is not known
     */
    Optional<Path> newestCheckpoint() {
        try {
            return restorePoints.newest();
        } catch (IOException e) {
            throw UserError.notReadable(path, SEE_TO_IT, e);
        }
    }

    /** Deletes the checkpoints of earlier incarnations, but for those of the newest; that they stay does no harm. */
    void removeOldIncarnations() {
        try {
            restorePoints.removeOldIncarnations();
        } catch (IOException e) {
            LOG.warn("checkpoints of earlier incarnations in {} cannot be removed; they only take room", this, e);
        }
    }

    private Path recordPath() {
        return new Path(path, "run.json");
    }

    private FileSystem fileSystem() throws IOException {
        return path.getFileSystem();
    }

    @Override
    public String toString() {
        return Paths.shown(path);
    }
}
