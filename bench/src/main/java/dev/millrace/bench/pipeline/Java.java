package dev.millrace.bench.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java process to be started, on this one's class path.
 *
 * @param options of the virtual machine
 * @param log where its log and its standard error go
 */
record Java(List<String> options, Path log) {

    private static final Path NOWHERE = Path.of("/dev/null");

    Java {
        options = List.copyOf(options);
    }

    /**
     * With the options of {@code ./millrace}. The gate is not to be inlined: the first time that a branch of it is taken, the compiler throws away what it
     * was inlined in, which is the whole of the job's inner loop.
     */
    static Java asLaunched() {
        return options(
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-Dai.djl.offline=true",
                "-Djava.awt.headless=true",
                "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=dontinline," + Gate.class.getName() + "::pass");
    }

    static Java options(String... options) {
        return new Java(List.of(options), NOWHERE);
    }

    Java log(Path file) {
        return new Java(options, file);
    }

    /** The command that runs a class's {@code main}. */
    List<String> command(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    Process start(Class<?> main, String... arguments) {
        return start(command(main, arguments), log);
    }

    /** Starts any command with what all processes of a run have in common: one thread for the engine. */
    static Process start(List<String> command, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("MILLRACE_LOG", log.toString());
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0), e);
        }
    }
}
