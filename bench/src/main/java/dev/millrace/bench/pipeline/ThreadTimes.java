package dev.millrace.bench.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** CPU time of each thread of this process, the virtual machine's own among them, as Linux counts it. Elsewhere there is none. */
final class ThreadTimes {

    private static final Path TASKS = Path.of("/proc/self/task");

    private ThreadTimes() {}

    /** Seconds by name of thread, those of one name together. */
    static Map<String, Double> now() {
        Map<String, Double> seconds = new TreeMap<>();
        if (!Files.isDirectory(TASKS)) {
            return seconds;
        }
        try (Stream<Path> tasks = Files.list(TASKS)) {
            tasks.forEach(task -> add(seconds, task));
        } catch (IOException e) {
            throw new IllegalStateException("threads cannot be listed", e);
        }
        return seconds;
    }

    private static void add(Map<String, Double> seconds, Path task) {
        try {
            String name = Files.readString(task.resolve("comm")).strip();
            String onCpu = Files.readString(task.resolve("schedstat")).split(" ", 2)[0];
            seconds.merge(name, Long.parseLong(onCpu) / 1e9, Double::sum);
        } catch (IOException e) {
            // The thread ended meanwhile.
        }
    }
}
