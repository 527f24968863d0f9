package dev.millrace.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * A JobManager or TaskManager as Flink's scripts start one: from the jars of {@code docker/target}, with the memory options that its configuration comes to.
 *
 * @param process whoever starts it ends it
 * @param log both outputs, where the process logs to
 */
record FlinkProcess(Process process, Path log) implements AutoCloseable {

    private static final long PATIENCE_MINUTES = 10;
    private static final int LAST_LINES = 40;

    /** The modules of the JDK that Flink's own configuration opens. */
    private static final List<String> OPENED = List.of(
            "java.base/java.lang",
            "java.base/java.net",
            "java.base/java.io",
            "java.base/java.nio",
            "java.base/sun.nio.ch",
            "java.base/java.lang.reflect",
            "java.base/java.text",
            "java.base/java.time",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/java.util.concurrent.locks");

    /**
     * Starts a JobManager.
     *
     * @param home the cluster's directory, with {@code conf}
     * @param entryPoint class of Flink
     */
    static FlinkProcess jobManager(Path home, String name, String entryPoint, List<String> arguments) {
        Configuration settings = settings(home);
        JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(settings);
        return start(
                home,
                name,
                JobManagerProcessUtils.generateJvmParametersStr(memory, settings),
                entryPoint,
                JobManagerProcessUtils.generateDynamicConfigsStr(memory),
                arguments);
    }

    /** Starts a TaskManager. */
    static FlinkProcess taskManager(Path home, String name) {
        TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(settings(home));
        return start(
                home,
                name,
                ProcessMemoryUtils.generateJvmParametersStr(memory),
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                TaskExecutorProcessUtils.generateDynamicConfigsStr(memory),
                List.of());
    }

    private static Configuration settings(Path home) {
        return GlobalConfiguration.loadConfiguration(home.resolve("conf").toString());
    }

    private static FlinkProcess start(
            Path home, String name, String memory, String main, String dynamic, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(words(memory));
        command.add("-XX:+UseSerialGC");
        command.addAll(words(settings(home).get(CoreOptions.FLINK_JVM_OPTIONS)));
        OPENED.forEach(opened -> command.add("--add-opens=" + opened + "=ALL-UNNAMED"));
        command.add("-Dlog4j.configurationFile=" + home.resolve("conf/log4j-console.properties"));
        command.addAll(List.of(
                "-cp", classPath(), main, "--configDir", home.resolve("conf").toString()));
        command.addAll(words(dynamic));
        command.addAll(arguments);
        Path log = home.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("OMP_NUM_THREADS", "1");
        // Blocks of many threads in one arena of the C library leave fewer gaps, so what is resident is what is used.
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        try {
            return new FlinkProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.trim().split("\\s+"));
    }

    private static String classPath() {
        List<String> jars = new ArrayList<>();
        for (String set : List.of("flink", "job")) {
            Path lib = Path.of("target", set, "lib").toAbsolutePath();
            try (Stream<Path> files = Files.list(lib)) {
                files.map(Path::toString).sorted().forEach(jars::add);
            } catch (IOException e) {
                throw new UncheckedIOException("the libraries are made by `mvn package -pl docker -am`", e);
            }
        }
        return String.join(":", jars);
    }

    /** Waits for its end and gives its exit code. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            throw new IllegalStateException(
                    "still runs after " + PATIENCE_MINUTES + " min; it logged last:\n" + lastLogged());
        }
        return process.exitValue();
    }

    /** What it has logged. */
    String logged() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end of what it has logged, for whoever has to find out why: the file goes with its test. */
    String lastLogged() {
        List<String> lines = logged().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())) + "\n";
    }

    /** Kills it, as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
