package dev.millrace.trainer.engine;

import com.sun.jna.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables as native libraries see them. {@link System#getenv} is a copy made when the JVM started,
 * and a library reads its variables once, when it is loaded; so they are set through libc before that.
 */
final class NativeEnvironment {

    private static final Path MAPPED_FILES = Path.of("/proc/self/maps");

    private NativeEnvironment() {}

    /** The value that a native library loaded now would see, null if there is none. */
    static @Nullable String get(String name) {
        return Function.getFunction("c", "getenv").invokeString(new Object[] {name}, false);
    }

    /**
     * Sets a variable unless it has a value, and returns the one it has now.
     *
     * @throws IllegalStateException if it has none and an engine was loaded already, which can no longer be told
     */
    static String setDefault(String name, String value) {
        String present = get(name);
        if (present != null) {
            return present;
        }
        if (isEngineLoaded()) {
            throw new IllegalStateException("an engine's native library was loaded before " + name
                    + " was set; take an EngineLease before anything else touches DJL, or start the process with "
                    + name
                    + "=" + value);
        }
        Function.getFunction("c", "setenv").invokeInt(new Object[] {name, value, 1});
        return value;
    }

    /** Whether the library of some engine is mapped into this process; false where the system does not tell. */
    private static boolean isEngineLoaded() {
        if (!Files.isReadable(MAPPED_FILES)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(MAPPED_FILES)) {
            return lines.anyMatch(line -> line.contains("/libmxnet") || line.contains("/libtorch_cpu"));
        } catch (IOException e) {
            return false;
        }
    }
}
