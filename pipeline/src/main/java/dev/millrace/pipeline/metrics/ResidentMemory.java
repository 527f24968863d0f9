package dev.millrace.pipeline.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Memory that this process holds, as Linux tells it: the engine's too, of which the JVM knows nothing. */
public final class ResidentMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String FIELD = "VmRSS:";

    private ResidentMemory() {}

    /** Bytes at this moment; NaN where the system does not tell. */
    public static double bytes() {
        return bytes(STATUS);
    }

    static double bytes(Path status) {
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(FIELD))
                    .mapToDouble(line -> 1024.0 * Long.parseLong(words(line).get(1)))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /** {@code VmRSS:, 418244, kB}. */
    private static List<String> words(String line) {
        return List.of(line.split("\\s+"));
    }
}
