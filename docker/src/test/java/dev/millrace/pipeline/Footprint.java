package dev.millrace.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory of a process.
 *
 * @param metaspace used by its classes after a full collection, in MB
 * @param resident its resident set then, in MB
 */
record Footprint(double metaspace, double resident) {

    private static final Pattern METASPACE = Pattern.compile("Metaspace\\s+used (\\d+)K");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    /** Collects garbage there twice, so that loaders found unreachable by the first are unloaded, and looks. */
    static Footprint of(FlinkProcess flink) throws IOException, InterruptedException {
        jcmd(flink, "GC.run");
        jcmd(flink, "GC.run");
        String status = Files.readString(Path.of("/proc/" + flink.process().pid() + "/status"));
        return new Footprint(megabytes(METASPACE, jcmd(flink, "GC.heap_info")), megabytes(RESIDENT, status));
    }

    private static String jcmd(FlinkProcess flink, String command) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(
                        jcmd.toString(), Long.toString(flink.process().pid()), command)
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("jcmd " + command + " failed: " + answer);
        }
        return answer;
    }

    private static double megabytes(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("there is no " + pattern + " in " + text);
        }
        return Long.parseLong(matcher.group(1)) / 1024.0;
    }
}
