package dev.millrace.pipeline;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * The directory of one run, on any file system Flink knows: {@code <state.directory>/<model>/<run>/}. It holds {@code run.json}, the checkpoints, which
 * Flink keeps in one subdirectory per incarnation of the job: {@code checkpoints/<job id>/chk-<number>}, and of a bounded run that ended, {@code final-state}.
 */
final class RunDirectory {

    private static final Pattern CHECKPOINT = Pattern.compile("chk-([0-9]+)");

    private final Path path;

    RunDirectory(Path path) {
        this.path = path;
    }

    /** Name of the run, {@code run-0001}. */
    String name() {
        return path.getName();
    }

    /** Where Flink puts this run's checkpoints. */
    Path checkpoints() {
        return new Path(path, "checkpoints");
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
            throw new UserError(finalState() + " cannot be read: " + e.getMessage(), e);
        }
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
            throw new UserError(recordPath() + " cannot be read: " + e.getMessage(), e);
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
            throw new UserError("state.directory must be writable; " + path + " is not: " + e.getMessage(), e);
        }
    }

    /** Whether the run was written down, or has state: a kill can leave a directory with neither. */
    boolean hasBegun() {
        return record().isPresent() || newestCheckpoint().isPresent();
    }

    /**
     * The newest complete checkpoint over all incarnations: the highest number with a {@code _metadata} file. Numbers go on over restarts, and a
     * kill can leave a directory without that file.
     */
    Optional<Path> newestCheckpoint() {
        try {
            return completeCheckpoints().stream()
                    .max(Comparator.comparingLong(Checkpoint::number).thenComparingLong(Checkpoint::modifiedMillis))
                    .map(Checkpoint::path);
        } catch (IOException e) {
            throw new UserError("checkpoints in " + checkpoints() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Deletes what earlier incarnations left once the present one has a complete checkpoint of its own; Flink never would, since checkpoints
     * outlive the job by request.
     *
     * @param jobId the present incarnation, as Flink writes it
     * @return whether there is nothing more to delete
     */
    boolean removeOtherIncarnations(String jobId) throws IOException {
        if (completeCheckpoints().stream()
                .noneMatch(checkpoint -> checkpoint.path.getParent().getName().equals(jobId))) {
            return false;
        }
        for (FileStatus incarnation : children(checkpoints())) {
            if (!incarnation.getPath().getName().equals(jobId)) {
                fileSystem().delete(incarnation.getPath(), true);
            }
        }
        return true;
    }

    private record Checkpoint(Path path, long number, long modifiedMillis) {}

    private List<Checkpoint> completeCheckpoints() throws IOException {
        List<Checkpoint> complete = new ArrayList<>();
        for (FileStatus incarnation : children(checkpoints())) {
            for (FileStatus candidate : children(incarnation.getPath())) {
                Matcher name = CHECKPOINT.matcher(candidate.getPath().getName());
                if (name.matches() && fileSystem().exists(new Path(candidate.getPath(), "_metadata"))) {
                    complete.add(new Checkpoint(
                            candidate.getPath(), Long.parseLong(name.group(1)), candidate.getModificationTime()));
                }
            }
        }
        return complete;
    }

    private List<FileStatus> children(Path directory) throws IOException {
        try {
            FileStatus[] children = fileSystem().listStatus(directory);
            return children == null ? List.of() : List.of(children);
        } catch (FileNotFoundException e) {
            // Not there yet, or deleted by Flink since its parent was listed.
            return List.of();
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
