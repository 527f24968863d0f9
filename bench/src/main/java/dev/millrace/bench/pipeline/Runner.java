package dev.millrace.bench.pipeline;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A measured process: it warms up from its start on, and then waits for its turns. Whoever starts it closes it. */
final class Runner implements AutoCloseable {

    private static final long END_SECONDS = 60;

    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter input;
    private final Path log;
    private final Broker broker;
    private @Nullable Mark ready;

    private Runner(Process process, Path log, Broker broker) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        this.log = log;
        this.broker = broker;
    }

    /**
     * Starts a process.
     *
     * @param log what it says on its standard error
     */
    static Runner start(List<String> command, Path log, Broker broker) {
        return new Runner(Java.start(command, log), log, broker);
    }

    /** Waits until it has warmed up; {@link #turn} comes after. */
    void awaitReady() {
        ready = mark();
    }

    /** The process, for people. */
    String about() {
        return ready == null ? "" : ready.about();
    }

    /** Lets it train for one round. */
    Turn turn() {
        double brokerBegin = broker.cpuSeconds();
        go();
        Mark begin = mark();
        Mark end = mark();
        return Turn.between(begin, end, broker.cpuSeconds() - brokerBegin);
    }

    /** After the last round: lets it end, which it must without an error. */
    void finish() throws InterruptedException {
        go();
        mark();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("a measured process did not end well; " + log + " says why");
        }
    }

    private void go() {
        try {
            input.write("go\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("a measured process is gone; " + log + " says why", e);
        }
    }

    private Mark mark() {
        try {
            String line = output.readLine();
            if (line == null) {
                throw new IllegalStateException("a measured process ended too early; " + log + " says why");
            }
            return Mark.parse(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
