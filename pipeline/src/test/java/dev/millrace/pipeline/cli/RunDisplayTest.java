package dev.millrace.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.metrics.MetricsRecord;
import dev.millrace.pipeline.metrics.MetricsRecord.Kind;
import dev.millrace.pipeline.metrics.MetricsRecord.Prequential;
import dev.millrace.pipeline.metrics.MetricsRecord.Score;
import dev.millrace.pipeline.metrics.MetricsRecord.Window;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunDisplayTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final RunDisplay display = new RunDisplay(
            "fashion",
            "fashion.dead-letters",
            new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), 0),
            () -> this.now);
    private Instant now = Instant.EPOCH;
    private long snapshotVersion = 3;

    @Test
    void saysWhereARunStartsAndHowItGoes() {
        display.started(
                "run-0002", "file:/state/fashion/run-0002/checkpoints/ab/chk-7", URI.create("http://host:8081"));
        after(10, record(1_000, Map.of(), 0, null, window(0.5, 0.001), scores(0.75)));
        after(10, record(2_000, Map.of("nan", 2L, "truncated", 1L), 1, 12_345L, null, null));
        display.close();

        assertThat(shown())
                .containsExactly(
                        "Model fashion: run-0002 goes on from chk-7; Flink's web UI: http://host:8081",
                        "records: 1,000, window accuracy 0.750 (repeating the last label: 0.100, naming the most frequent: 0.200), loss 0.500, learning rate 0.0010, snapshot 3",
                        "records: 2,000, 100/s, window accuracy 0.750 (repeating the last label: 0.100, naming the most frequent: 0.200), loss 0.500, learning rate 0.0010, snapshot 3,"
                                + " dead letters 3, rejected steps 1, lag 12,345",
                        "records: 2,000, window accuracy 0.750 (repeating the last label: 0.100, naming the most frequent: 0.200), loss 0.500, learning rate 0.0010,"
                                + " snapshot 3, dead letters 3, rejected steps 1, lag 12,345");
    }

    @Test
    void warnsOfDeadLettersWhenTheyBecomeATenthAndWhenTheyBecomeHalf() {
        display.started("run-0001", null, URI.create("http://host:8081"));
        display.metrics(record(99, Map.of("nan", 99L), 0, null, null, null));
        display.metrics(record(1_000, Map.of("nan", 99L), 0, null, null, null));
        display.metrics(record(1_010, Map.of("nan", 109L), 0, null, null, null));
        display.metrics(record(1_020, Map.of("nan", 119L), 0, null, null, null));
        display.metrics(record(2_000, Map.of("missing-field", 900L, "nan", 119L), 0, null, null, null));
        display.metrics(record(3_000, Map.of("missing-field", 1_900L, "nan", 119L), 0, null, null, null));

        assertThat(shown())
                .containsExactly(
                        "Model fashion: run-0001 begins; Flink's web UI: http://host:8081",
                        "Warning: 109 of 1,010 records are dead letters (nan 109); accuracy is of the others only."
                                + " Topic fashion.dead-letters has each with its reason.",
                        "Warning: 1,019 of 2,000 records are dead letters (missing-field 900, nan 119); accuracy is of the others only."
                                + " Topic fashion.dead-letters has each with its reason.");
    }

    @Test
    void leavesOutWhatIsNotKnownYet() {
        snapshotVersion = 0;
        display.started("run-0001", null, URI.create("http://host:8081"));
        after(10, record(10, Map.of(), 0, null, new Window(10, null, null, null, null, null, null, 0), null));

        assertThat(shown())
                .containsExactly(
                        "Model fashion: run-0001 begins; Flink's web UI: http://host:8081", "records: 10, 1/s");
    }

    @Test
    void saysARestartOnceUntilThereIsProgress() {
        display.started("run-0001", null, URI.create("http://host:8081"));
        display.restarted("NetworkException: away");
        display.restarted("NetworkException: away");
        display.restarted("ArithmeticException: / by zero");
        display.metrics(record(10, Map.of(), 0, null, null, null));
        display.restarted("ArithmeticException: / by zero");
        display.metrics(record(10, Map.of(), 0, null, null, null));
        display.restarted("ArithmeticException: / by zero");

        assertThat(shown())
                .containsExactly(
                        "Model fashion: run-0001 begins; Flink's web UI: http://host:8081",
                        "Failed and goes on from the last checkpoint: NetworkException: away",
                        "Failed and goes on from the last checkpoint: ArithmeticException: / by zero",
                        "Failed and goes on from the last checkpoint: ArithmeticException: / by zero");
    }

    private void after(long seconds, MetricsRecord record) {
        now = now.plus(Duration.ofSeconds(seconds));
        display.metrics(record);
    }

    private MetricsRecord record(
            long consumed,
            Map<String, Long> deadLetters,
            long rejectedSteps,
            @Nullable Long lag,
            @Nullable Window window,
            @Nullable Prequential scores) {
        Kind kind = window == null ? Kind.CHECKPOINT : Kind.WINDOW;
        return new MetricsRecord(
                MetricsRecord.FORMAT,
                kind,
                1,
                "fashion",
                "run-0002",
                0,
                1,
                consumed,
                consumed,
                0,
                0,
                deadLetters,
                0,
                0,
                rejectedSteps,
                snapshotVersion,
                lag,
                false,
                window,
                scores);
    }

    private static Window window(double loss, double learningRate) {
        return new Window(1_000, 100.0, loss, learningRate, 1.0, 1.0, 0.0, 0);
    }

    private static Prequential scores(double accuracy) {
        Score score = new Score(accuracy, 0.5, 0.1, 0.2);
        return new Prequential(1_000, score, score, score);
    }

    private List<String> shown() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
