package dev.millrace.trainer.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Names the processor by what decides which kernels a library picks: its vendor and its widest vector instructions.
 */
final class Processor {

    private static final List<String> WIDEST_FIRST = List.of("avx512f", "avx2", "avx", "sse4_2", "sve", "asimd");
    private static final String UNKNOWN = "unknown";

    private Processor() {}

    /** {@code AuthenticAMD/avx512f}, or {@code unknown} where the system does not tell. */
    static String name() {
        try {
            return name(Files.readAllLines(Path.of("/proc/cpuinfo")));
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    /** The name by the lines of {@code /proc/cpuinfo}. */
    static String name(List<String> cpuinfo) {
        List<String> flags = Arrays.asList(field(cpuinfo, "flags", "Features").split(" "));
        String vendor = field(cpuinfo, "vendor_id", "CPU implementer");
        return WIDEST_FIRST.stream()
                .filter(flags::contains)
                .findFirst()
                .map(widest -> vendor + "/" + widest)
                .orElse(UNKNOWN);
    }

    private static String field(List<String> cpuinfo, String onX86, String onArm) {
        return cpuinfo.stream()
                .filter(line -> line.startsWith(onX86) || line.startsWith(onArm))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(UNKNOWN);
    }
}
