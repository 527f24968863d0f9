package dev.millrace.trainer.engine;

import com.sun.jna.Function;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What native libraries write on the process's error output, past {@link System#err}. MXNet announces its engine there whenever one was
 * chosen, with no way to ask it not to; whoever runs a command expects nothing there but errors.
 */
final class NativeErrors {

    private static final Logger LOG = LoggerFactory.getLogger(NativeErrors.class);

    private static final int ERROR_OUTPUT = 2;
    private static final int OWNER_ONLY = 0600;

    private NativeErrors() {}

    /**
     * Does something while the process's error output goes to a file, then passes on what was written there. One thread at a time: the
     * process has one error output, and two that go in and out by turns would leave it at the file of one of them.
     *
     * <p>Where no temporary file can be had, the error output stays as it is.
     *
     * @param unwanted lines with this in them go to the log
     */
    static <T> T without(String unwanted, Supplier<T> work) {
        return NativeLock.call(() -> {
            Path file = temporaryFile();
            return file == null ? work.get() : redirectedTo(file, unwanted, work);
        });
    }

    private static <T> T redirectedTo(Path file, String unwanted, Supplier<T> work) {
        int kept = call("dup", ERROR_OUTPUT);
        int redirected = call("creat", file.toString(), OWNER_ONLY);
        try {
            if (kept >= 0 && redirected >= 0) {
                call("dup2", redirected, ERROR_OUTPUT);
            }
            return work.get();
        } finally {
            if (kept >= 0 && redirected >= 0) {
                call("dup2", kept, ERROR_OUTPUT);
            }
            close(kept);
            close(redirected);
            passOn(file, unwanted);
        }
    }

    /** Nothing here outweighs what the work came to: text is read whatever its bytes, and a file that cannot be read is only logged. */
    private static void passOn(Path file, String unwanted) {
        try {
            String written = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            for (String line : written.lines().toList()) {
                if (line.contains(unwanted)) {
                    LOG.info(line);
                } else {
                    System.err.println(line);
                }
            }
            Files.delete(file);
        } catch (IOException e) {
            LOG.warn("what native libraries wrote on the error output could not be taken from {}", file, e);
        }
    }

    private static @Nullable Path temporaryFile() {
        try {
            return Files.createTempFile("millrace-engine", ".err");
        } catch (IOException e) {
            LOG.info("no temporary file, so native libraries write on the error output: {}", e.toString());
            return null;
        }
    }

    private static void close(int descriptor) {
        if (descriptor >= 0) {
            call("close", descriptor);
        }
    }

    private static int call(String function, Object... arguments) {
        return Function.getFunction("c", function).invokeInt(arguments);
    }
}
