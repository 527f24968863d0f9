package dev.millrace.bench.pipeline;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What was measured where, and when.
 *
 * @param processor as the system names it
 * @param cores processors there are
 * @param memoryBytes memory there is
 * @param java virtual machine
 * @param system operating system
 * @param loadAtStart load average of the minute before; what else ran then
 * @param commit of the working tree; with {@code -dirty} where it was changed
 * @param started when
 */
record Machine(
        String processor,
        int cores,
        long memoryBytes,
        String java,
        String system,
        double loadAtStart,
        String commit,
        String started) {

    static Machine now() {
        OperatingSystemMXBean bean = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                bean.getTotalMemorySize(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                bean.getSystemLoadAverage(),
                gitCommit(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static String processorName() {
        Path info = Path.of("/proc/cpuinfo");
        try {
            if (Files.exists(info)) {
                return Files.readAllLines(info).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("unknown");
            }
        } catch (IOException e) {
            return "unknown";
        }
        return "unknown";
    }

    private static String gitCommit() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return commit.isEmpty() ? "unknown" : commit;
        } catch (IOException e) {
            return "unknown";
        }
    }
}
