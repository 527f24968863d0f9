package dev.millrace.pipeline;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.util.IOUtils;

/**
 * A file that is locked by one at a time, among all processes that see it and within this one too. The lock goes with its process, however that ends; the
 * file stays, and is empty.
 *
 * <p>Closing any handle of a file releases the operating system's locks that its process has on it. So a file that this process has locked must not even be
 * opened again, by whichever class loader's code: what is locked is written down where they all see it.
 */
final class LockFile implements Closeable {

    private final String key;
    private final RandomAccessFile handle;

    private LockFile(String key, RandomAccessFile handle) {
        this.key = key;
        this.handle = handle;
    }

    /**
     * Locks a file, which is made where it is missing.
     *
     * @param directory where it is
     * @return releases the lock when closed; empty if another has it
     */
    static Optional<LockFile> tryAcquire(Path directory, String name) throws IOException {
        Path file = directory.toRealPath().resolve(name);
        String key = "millrace.lock:" + file;
        if (System.getProperties().putIfAbsent(key, "true") != null) {
            return Optional.empty();
        }
        RandomAccessFile handle = null;
        boolean isAcquired = false;
        try {
            handle = new RandomAccessFile(file.toFile(), "rw");
            isAcquired = isLocked(file, handle);
            return isAcquired ? Optional.of(new LockFile(key, handle)) : Optional.empty();
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        } finally {
            if (!isAcquired) {
                IOUtils.closeQuietly(handle);
                System.getProperties().remove(key);
            }
        }
    }

    private static boolean isLocked(Path file, RandomAccessFile handle) throws IOException {
        try {
            return handle.getChannel().tryLock() != null;
        } catch (IOException e) {
            throw new IOException(
                    "its file system does not lock " + file.getFileName() + ", take one that does (" + e.getMessage()
                            + ")",
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            handle.close();
        } finally {
            System.getProperties().remove(key);
        }
    }
}
