package dev.millrace.pipeline.demo;

import dev.millrace.pipeline.UserError;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a demo keeps what it makes. It is marked as a demo's when it is first taken, which only an empty or new directory can be; each
 * demo deletes what the one before made there, and nothing else.
 */
final class DemoDirectory implements AutoCloseable {

    /** Says that a directory is a demo's, and is locked while one runs. */
    private static final String MARK = ".millrace-demo";

    private static final List<String> MADE = Stream.concat(
                    Stream.of("kafka", "state", "report.html", "subscriber.log"),
                    DemoStream.NAMES.stream().map(name -> name + ".yaml"))
            .toList();

    private final Path path;
    private final RandomAccessFile lock;

    private DemoDirectory(Path path, RandomAccessFile lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Takes a directory for a demo and empties it.
     *
     * @throws UserError if another demo uses it, if it is somebody else's, or if it cannot be written
     */
    static DemoDirectory open(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            requireEmptyOrMarked(path);
            RandomAccessFile lock = new RandomAccessFile(path.resolve(MARK).toFile(), "rw");
            if (tryLock(lock) == null) {
                lock.close();
                throw new UserError("another demo is using " + path + "; end it, or pass --directory");
            }
            for (String name : MADE) {
                delete(path.resolve(name));
            }
            return new DemoDirectory(path, lock);
        } catch (IOException e) {
            throw new UserError(
                    "the demo cannot write to " + path + ": " + e.getMessage() + "; pass --directory for another place",
                    e);
        }
    }

    private static void requireEmptyOrMarked(Path path) throws IOException {
        if (Files.exists(path.resolve(MARK))) {
            return;
        }
        try (Stream<Path> children = Files.list(path)) {
            children.findFirst().ifPresent(child -> {
                throw new UserError(path + " holds " + child.getFileName()
                        + " and was not made by a demo; pass --directory for an empty or new one");
            });
        }
    }

    private static @Nullable FileLock tryLock(RandomAccessFile file) throws IOException {
        try {
            return file.getChannel().tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UserError("the lock of " + path + " cannot be given back: " + e.getMessage(), e);
        }
    }
}
