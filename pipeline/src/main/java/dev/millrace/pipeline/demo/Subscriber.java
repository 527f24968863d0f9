package dev.millrace.pipeline.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.pipeline.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The process in which {@link SnapshotTester} runs, and what it reports. */
final class Subscriber implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Thread reader;
    private final List<SnapshotScore> scores = new CopyOnWriteArrayList<>();
    private final Consumer<SnapshotScore> onScore;

    private Subscriber(Process process, Consumer<SnapshotScore> onScore) {
        this.process = process;
        this.onScore = onScore;
        this.reader = new Thread(this::read, "subscriber-output");
        this.reader.setDaemon(true);
    }

    /**
     * Starts the process, with this process's Java and class path.
     *
     * @param stream what the snapshots are tested on
     * @param samples the snapshot that was trained on so many is the last
     * @param log takes what it says on its error output
     * @param onScore takes each score, in a thread of its own
     */
    static Subscriber start(
            String bootstrapServers,
            String topic,
            String model,
            DemoStream stream,
            long samples,
            Path log,
            Consumer<SnapshotScore> onScore) {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dai.djl.offline=true",
                "-cp",
                System.getProperty("java.class.path"),
                SnapshotTester.class.getName(),
                bootstrapServers,
                topic,
                model,
                stream.name(),
                Long.toString(samples));
        builder.environment().put("MILLRACE_LOG", log.toString());
        builder.redirectError(log.toFile());
        try {
            Subscriber subscriber = new Subscriber(builder.start(), onScore);
            subscriber.reader.start();
            return subscriber;
        } catch (IOException e) {
            throw new UserError("the subscriber's process cannot be started: " + e.getMessage(), e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                SnapshotScore score = parse(line);
                scores.add(score);
                onScore.accept(score);
            }
        } catch (IOException e) {
            // The process was ended while it wrote.
        }
    }

    private static SnapshotScore parse(String line) throws JsonProcessingException {
        return JSON.readValue(line, SnapshotScore.class);
    }

    /** The scores so far, in the order of the snapshots. */
    List<SnapshotScore> scores() {
        return List.copyOf(scores);
    }

    /** Waits until it has tested the last snapshot; whether it has. */
    boolean awaitEnd(Duration wait) throws InterruptedException {
        boolean ended = process.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS);
        if (ended) {
            reader.join();
        }
        return ended && process.exitValue() == 0;
    }

    /** Ends the process, if it has not ended. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
