package dev.millrace.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The command line as people run it: {@link Main} in a process of its own, its output in files of its working directory.
 *
 * @param process the process; whoever starts it ends it
 * @param directory where it works
 */
public record MillraceProcess(Process process, Path directory) implements AutoCloseable {

    private static final String OUT = "millrace.out";
    private static final String ERR = "millrace.err";

    /**
     * Starts {@code millrace ARGUMENTS}.
     *
     * @param directory to work in
     * @param javaOptions as in {@code MILLRACE_JAVA_OPTS}
     */
    public static MillraceProcess start(Path directory, List<String> javaOptions, String... arguments)
            throws IOException {
        return start(Main.class, directory, javaOptions, arguments);
    }

    /** Starts another class's {@code main} the same way. */
    public static MillraceProcess start(Class<?> main, Path directory, List<String> javaOptions, String... arguments)
            throws IOException {
        List<String> command = command(main, javaOptions);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve(OUT).toFile())
                .redirectError(directory.resolve(ERR).toFile());
        builder.environment().putAll(Map.of("OMP_NUM_THREADS", "1"));
        return new MillraceProcess(builder.start(), directory);
    }

    /** The command that {@link #start} runs, without arguments; the caller owns it. */
    public static List<String> command(Class<?> main, List<String> javaOptions) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of("-Xmx700m", "-XX:+UseSerialGC", "-Dai.djl.offline=true"));
        // The tests' own logging, which is on the class path as well, has nothing on the console.
        command.add("-Dlog4j2.configurationFile=classpath:log4j2.xml");
        command.addAll(javaOptions);
        // Surefire's own class path is a jar that names the real one.
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        command.addAll(List.of("-cp", classPath, main.getName()));
        return command;
    }

    /** Waits for its end and gives its exit code. */
    public int exitCode(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still runs after " + seconds + " s; it said: " + output() + error());
        }
        return process.exitValue();
    }

    /** What it has said on its standard output. */
    public String output() {
        return read(OUT);
    }

    /** What it has said on its error output. */
    public String error() {
        return read(ERR);
    }

    private String read(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it if it still runs. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
