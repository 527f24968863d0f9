package dev.millrace.pipeline;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;

/**
 * What a run can be resumed from. Flink keeps checkpoints in one subdirectory per incarnation of the job, {@code checkpoints/<job id>/chk-<number>}, and
 * discards them when it stops the job with a savepoint, {@code savepoints/savepoint-<letters>}. Both take their numbers from one sequence, which goes on over
 * all incarnations; a kill can leave either without its {@code _metadata}, which is written last.
 */
final class RestorePoints {

    private static final String METADATA = "_metadata";
    private static final Pattern CHECKPOINT = Pattern.compile("chk-([0-9]+)");

    private final Path checkpoints;
    private final Path savepoints;

    /** @param run the run's directory */
    RestorePoints(Path run) {
        this.checkpoints = new Path(run, "checkpoints");
        this.savepoints = new Path(run, "savepoints");
    }

    /** Where Flink puts checkpoints. */
    Path checkpoints() {
        return checkpoints;
    }

    /** Where Flink puts savepoints. */
    Path savepoints() {
        return savepoints;
    }

    /**
     * The complete checkpoint or savepoint with the highest number.
     *
     * @throws UserError if there is a savepoint whose number cannot be read
     */
    Optional<Path> newest() throws IOException {
        List<RestorePoint> complete = completeCheckpoints();
        for (FileStatus savepoint : children(savepoints)) {
            if (isComplete(savepoint.getPath())) {
                complete.add(new RestorePoint(
                        savepoint.getPath(), number(savepoint.getPath()), savepoint.getModificationTime()));
            }
        }
        return complete.stream().max(RestorePoint.AGE).map(RestorePoint::path);
    }

    /**
     * Deletes the checkpoints of all incarnations but the one with the newest: Flink never would, since checkpoints outlive the job by request. Savepoints
     * stay until somebody deletes them, as somebody asked for them.
     */
    void removeOldIncarnations() throws IOException {
        Optional<Path> newest = completeCheckpoints().stream()
                .max(RestorePoint.AGE)
                .map(checkpoint -> checkpoint.path().getParent());
        if (newest.isEmpty()) {
            return;
        }
        for (FileStatus incarnation : children(checkpoints)) {
            if (!incarnation.getPath().getName().equals(newest.get().getName())) {
                fileSystem().delete(incarnation.getPath(), true);
            }
        }
    }

    private record RestorePoint(Path path, long number, long modifiedMillis) {

        static final Comparator<RestorePoint> AGE =
                Comparator.comparingLong(RestorePoint::number).thenComparingLong(RestorePoint::modifiedMillis);
    }

    private List<RestorePoint> completeCheckpoints() throws IOException {
        List<RestorePoint> complete = new ArrayList<>();
        for (FileStatus incarnation : children(checkpoints)) {
            for (FileStatus candidate : children(incarnation.getPath())) {
                Matcher name = CHECKPOINT.matcher(candidate.getPath().getName());
                if (name.matches() && isComplete(candidate.getPath())) {
                    complete.add(new RestorePoint(
                            candidate.getPath(), Long.parseLong(name.group(1)), candidate.getModificationTime()));
                }
            }
        }
        return complete;
    }

    private boolean isComplete(Path candidate) throws IOException {
        return fileSystem().exists(new Path(candidate, METADATA));
    }

    /** A savepoint's name does not say its number. */
    private long number(Path savepoint) {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(fileSystem().open(new Path(savepoint, METADATA))))) {
            ClassLoader loader = RestorePoints.class.getClassLoader();
            return Checkpoints.loadCheckpointMetadata(in, loader, savepoint.toString())
                    .getCheckpointId();
        } catch (IOException | IllegalArgumentException e) {
            throw UserError.notReadable(
                    savepoint, "restore it from a copy, or delete it if the run has gone on since it was made", e);
        }
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

    private FileSystem fileSystem() throws IOException {
        return checkpoints.getFileSystem();
    }
}
