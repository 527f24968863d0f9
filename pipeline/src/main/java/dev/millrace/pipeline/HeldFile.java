package dev.millrace.pipeline;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.util.IOUtils;

/**
 * A file that one holder has at a time, among all that see it and within this process too. It is given up with the process, however that ends.
 *
 * <p>Closing any handle of a file gives up the operating system's locks that its process has on it. So a file that this process holds must not even be
 * opened again, by whichever class loader's code: what is held is written down where they all see it.
 */
final class HeldFile implements Closeable {

    private final String key;
    private final RandomAccessFile handle;

    private HeldFile(String key, RandomAccessFile handle) {
        this.key = key;
        this.handle = handle;
    }

    /**
     * Takes a file, which is made where it is missing.
     *
     * @param directory where it is
     * @return to be closed by the caller; empty if another has it
     */
    static Optional<HeldFile> take(Path directory, String name) throws IOException {
        Path file = directory.toRealPath().resolve(name);
        String key = "millrace.held:" + file;
        if (System.getProperties().putIfAbsent(key, "true") != null) {
            return Optional.empty();
        }
        RandomAccessFile handle = null;
        boolean isHeld = false;
        try {
            handle = new RandomAccessFile(file.toFile(), "rw");
            isHeld = handle.getChannel().tryLock() != null;
            return isHeld ? Optional.of(new HeldFile(key, handle)) : Optional.empty();
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        } finally {
            if (!isHeld) {
                IOUtils.closeQuietly(handle);
                System.getProperties().remove(key);
            }
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
