package dev.millrace.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The command line as people run it: {@link Main} in a process of its own, its output in files of its working directory.
 *
 * @param process the process; whoever starts it ends it
 * @param directory where it works
 */
public record MillraceProcess(Process process, Path directory) implements AutoCloseable {

    private static final long PATIENCE_MINUTES = 10;

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
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            throw new IllegalStateException(
                    "still runs after " + PATIENCE_MINUTES + " min; it said: " + output() + error());
        }
        return process.exitValue();
    }

    /** Waits until a part of its standard output matches. @throws IllegalStateException if it ends without */
    public MatchResult awaitOutput(Pattern said) throws InterruptedException {
        return await(said, this::output);
    }

    /** Waits until a part of its error output matches. @throws IllegalStateException if it ends without */
    public MatchResult awaitError(Pattern said) throws InterruptedException {
        return await(said, this::error);
    }

    private MatchResult await(Pattern pattern, Supplier<String> said) throws InterruptedException {
        while (true) {
            boolean mayGoOn = process.isAlive();
            Matcher found = pattern.matcher(said.get());
            if (found.find()) {
                return found.toMatchResult();
            }
            if (!mayGoOn) {
                throw new IllegalStateException("it never said " + pattern + ", but: " + output() + error());
            }
            Thread.sleep(50);
        }
    }

    /** Waits until there is a finished checkpoint somewhere below a directory. @throws IllegalStateException if it ends without */
    public void awaitCheckpoint(Path state) throws InterruptedException {
        while (!hasCheckpoint(state)) {
            if (!process.isAlive()) {
                throw new IllegalStateException("it ended without a checkpoint: " + output() + error());
            }
            Thread.sleep(50);
        }
    }

    private static boolean hasCheckpoint(Path state) {
        if (!Files.isDirectory(state)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(state)) {
            return files.anyMatch(file -> file.endsWith("_metadata"));
        } catch (IOException | UncheckedIOException e) {
            // The job removed an older checkpoint meanwhile.
            return false;
        }
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
