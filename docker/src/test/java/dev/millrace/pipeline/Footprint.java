package dev.millrace.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * The memory that a process cannot give back, in MB.
 *
 * @param metaspace used by its classes
 * @param code used by what its compilers have made
 * @param resident pages of its own, those two and its heap among it, swapped out or not; those that mirror files are left out: the kernel takes and
 *     brings them as it likes
 */
record Footprint(double metaspace, double code, double resident) {

    private static final Pattern METASPACE = Pattern.compile("Metaspace\\s+used (\\d+)K");
    private static final Pattern CODE = Pattern.compile("CodeHeap .* used=(\\d+)Kb");
    private static final Pattern RESIDENT = Pattern.compile("(?:RssAnon|VmSwap):\\s+(\\d+) kB");

    /** The virtual machine looks every five seconds for the workspace that its compilers no longer need. */
    private static final int READINGS = 7;

    private static final long BETWEEN_MILLIS = 1_000;

    /**
     * Collects garbage there, and then takes the lowest of some seconds: threads of what has ended are still ending, compilers are at work, and the C
     * library keeps what was freed until it is told to return it.
     */
    static Footprint of(FlinkProcess flink) throws IOException, InterruptedException {
        collect(flink);
        double resident = resident(flink);
        for (int reading = 1; reading < READINGS; reading++) {
            Thread.sleep(BETWEEN_MILLIS);
            resident = Math.min(resident, resident(flink));
        }
        return new Footprint(
                sum(METASPACE, jcmd(flink, "GC.heap_info")), sum(CODE, jcmd(flink, "Compiler.codecache")), resident);
    }

    /** Collects garbage there, and what the first collection found unreachable the second unloads. */
    static void collect(FlinkProcess flink) throws IOException, InterruptedException {
        jcmd(flink, "GC.run");
        jcmd(flink, "GC.run");
    }

    private static double resident(FlinkProcess flink) throws IOException, InterruptedException {
        jcmd(flink, "System.trim_native_heap");
        return sum(RESIDENT, Files.readString(Path.of("/proc/" + flink.process().pid() + "/status")));
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

    /** Of what the pattern finds, in kB there. */
    private static double sum(Pattern kilobytes, String text) {
        double[] found = kilobytes
                .matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        if (found.length == 0) {
            throw new IllegalStateException("there is no " + kilobytes + " in " + text);
        }
        return DoubleStream.of(found).sum() / 1024;
    }
}
