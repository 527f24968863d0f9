package dev.millrace.pipeline;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.util.IOUtils;
import org.jspecify.annotations.Nullable;

/** The runs of one model: {@code <state.directory>/<model>/}, each run a {@link RunDirectory} below it, numbered from {@code run-0001}. */
final class ModelDirectory {

    private static final Pattern RUN = Pattern.compile("run-[0-9]{4,}");

    private final Path path;

    private ModelDirectory(Path path) {
        this.path = path;
    }

    /**
     * Opens the model's directory, makes it where it is missing.
     *
     * @throws UserError if the state directory does not exist and cannot be made, or is of a file system that is not there
     */
    static ModelDirectory open(String stateDirectory, String model) {
        Path path = absolute(new Path(stateDirectory), model);
        try {
            if (!path.getFileSystem().mkdirs(path)) {
                throw new IOException("a directory of that name cannot be made");
            }
            return new ModelDirectory(path);
        } catch (IOException e) {
            throw new UserError(
                    "state.directory must be a writable directory; " + path + " is none: " + e.getMessage(), e);
        }
    }

    /** Flink resolves a relative path against each process's own working directory; checkpoints must not depend on that. */
    private static Path absolute(Path directory, String model) {
        boolean local = directory.toUri().getScheme() == null;
        Path resolved = local
                ? new Path(java.nio.file.Path.of(directory.getPath())
                        .toAbsolutePath()
                        .toUri())
                : directory;
        return new Path(resolved, model);
    }

    /** The run that was opened last, if any. */
    Optional<RunDirectory> newestRun() {
        try {
            FileStatus[] children = fileSystem().listStatus(path);
            return Arrays.stream(children == null ? new FileStatus[0] : children)
                    .map(FileStatus::getPath)
                    .filter(child -> RUN.matcher(child.getName()).matches())
                    .max(Comparator.comparingInt(ModelDirectory::number))
                    .map(RunDirectory::new);
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw UserError.notReadable(path, RunDirectory.SEE_TO_IT, e);
        }
    }

    /** The directory of a run after all others; it is made when its record is written. */
    RunDirectory nextRun() {
        int next = newestRun().map(run -> number(new Path(run.name()))).orElse(0) + 1;
        return new RunDirectory(new Path(path, String.format(Locale.ROOT, "run-%04d", next)));
    }

    /**
     * Keeps other processes on this machine from starting the same model, and waits for a job of it that is about to end. Only a local directory can be
     * locked.
     *
     * @return to be closed when the run is over, or a session cluster has the job
     * @throws UserError if another process has it, or a {@linkplain JobLock job} runs
     */
    Lock lock() throws InterruptedException {
        if (!canBeLocked()) {
            return new Lock(null);
        }
        try {
            Lock lock = new Lock(LockFile.tryAcquire(java.nio.file.Path.of(path.getPath()), "lock")
                    .orElseThrow(() -> new UserError("another process is running model " + path.getName()
                            + " with state in " + path + "; stop it first, or give this one another model name")));
            boolean isFree = false;
            try {
                new JobLock(path).acquire().close();
                isFree = true;
                return lock;
            } finally {
                if (!isFree) {
                    lock.close();
                }
            }
        } catch (IOException e) {
            throw UserError.notWritable(path, e);
        }
    }

    /**
     * What a process has while it starts a run, and for as long as it stays with it.
     *
     * @param file null where nothing is locked
     */
    record Lock(@Nullable LockFile file) implements AutoCloseable {
        @Override
        public void close() {
            IOUtils.closeQuietly(file);
        }
    }

    /** Whether {@link #lock} keeps others out: not in an object store. */
    boolean canBeLocked() {
        try {
            return !fileSystem().isDistributedFS();
        } catch (IOException e) {
            throw UserError.notReadable(path, RunDirectory.SEE_TO_IT, e);
        }
    }

    private static int number(Path run) {
        return Integer.parseInt(run.getName().substring("run-".length()));
    }

    private FileSystem fileSystem() throws IOException {
        return path.getFileSystem();
    }

    @Override
    public String toString() {
        return Paths.shown(path);
    }
}
