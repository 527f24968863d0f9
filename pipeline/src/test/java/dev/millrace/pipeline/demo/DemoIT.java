package dev.millrace.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.pipeline.MillraceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as people run it: in a process of its own, with a subscriber in another. */
class DemoIT {

    private static final double CHANCE = 0.1;
    private static final int SIGTERM = 128 + 15;

    @TempDir
    private Path directory;

    @Test
    void aShortDemoEndsByItselfWithASummaryAndAReport() throws Exception {
        try (MillraceProcess demo = start("images", 6_000)) {
            assertThat(demo.exitCode()).as("%s%s", demo.output(), demo.error()).isZero();
            assertThat(demo.error())
                    .contains("held-out accuracy", "samples: 6,000 of 6,000 (100 %), loss ")
                    .doesNotContain("Exception");
            assertThat(demo.output())
                    .contains("held out", "report.html")
                    .containsPattern("this process +[\\d.]+ s from the job's submission to its end, [\\d,]+ samples/s");
        }
        JsonNode summary = summary();
        assertThat(summary.get("samples").asLong()).isEqualTo(6_000);
        assertThat(summary.get("deadLetters").asLong()).isZero();
        assertThat(summary.get("rejectedSteps").asLong()).isZero();
        assertThat(summary.get("snapshots").asLong()).isGreaterThanOrEqualTo(5);
        assertThat(summary.get("lastSnapshotVersion").asLong())
                .isEqualTo(summary.get("snapshots").asLong());
        assertThat(summary.get("holdoutAccuracy").asDouble()).isGreaterThan(3 * CHANCE);
        assertThat(summary.get("prequentialAccuracy").asDouble())
                .isGreaterThan(2 * summary.get("noChangeAccuracy").asDouble());
        assertThat(summary.get("samplesPerSecond").asDouble()
                        * summary.get("seconds").asDouble())
                .isBetween(5_999.0, 6_001.0);
        assertThat(summary.get("learningRate").asDouble()).isPositive();
        assertThat(summary.get("engine").asText()).isNotBlank();
        assertThat(summary.get("parametersSha256").asText()).matches("[0-9a-f]{64}");
        assertThat(report())
                .contains(summary.get("parametersSha256").asText())
                .doesNotContain("stopped before its end");
    }

    @Test
    void aTableIsStreamedAsJsonAndItsSnapshotsAreTestedOnTheRowsThatFollow() throws Exception {
        try (MillraceProcess demo = start("elec2", 4_000)) {
            assertThat(demo.exitCode()).as("%s%s", demo.output(), demo.error()).isZero();
            assertThat(demo.error())
                    .contains("Snapshot 9 after 3,600 samples", "on the 400 rows that follow it", "no row follows it")
                    .doesNotContain("Exception");
            assertThat(demo.output()).containsPattern("prequential +accuracy 0\\.\\d{4} over 4,000 rows, .*floors: ");
        }
        JsonNode summary = summary();
        assertThat(summary.get("trained").asLong()).isEqualTo(4_000);
        assertThat(summary.get("deadLetters").asLong()).isZero();
        assertThat(summary.get("rejectedSteps").asLong()).isZero();
        assertThat(summary.get("lastSnapshotVersion").asLong()).isEqualTo(10);
        assertThat(summary.get("prequentialAccuracy").asDouble())
                .isGreaterThan(summary.get("noChangeAccuracy").asDouble());
        assertThat(summary.get("noChangeAccuracy").asDouble())
                .isGreaterThan(summary.get("majorityAccuracy").asDouble());
        assertThat(summary.get("servedAccuracy").asDouble())
                .isBetween(0.3, summary.get("prequentialAccuracy").asDouble());
        assertThat(report())
                .contains(summary.get("parametersSha256").asText())
                .doesNotContain("stopped before its end");
    }

    @Test
    void anInterruptionEndsItsProcessesAndLeavesAReport() throws Exception {
        List<ProcessHandle> children;
        try (MillraceProcess demo = start("images", 1_000_000)) {
            while (!demo.error().contains("Snapshot") && !demo.error().contains("samples: ")) {
                assertThat(demo.process().isAlive()).as(demo.error()).isTrue();
                Thread.sleep(100);
            }
            try (Stream<ProcessHandle> descendants = demo.process().descendants()) {
                children = new ArrayList<>(descendants.toList());
            }
            assertThat(children).as("the subscriber's process").isNotEmpty();
            // SIGTERM, which ends a demo as Ctrl-C does: SIGINT is ignored by all that a shell starts in the
            // background.
            demo.process().destroy();
            assertThat(demo.exitCode()).as("%s%s", demo.output(), demo.error()).isEqualTo(SIGTERM);
            assertThat(demo.output()).contains("was stopped");
        }
        for (ProcessHandle child : children) {
            child.onExit().get(60, TimeUnit.SECONDS);
        }
        assertThat(report()).contains("stopped before its end");
        assertThat(summary().get("ended").asBoolean()).isFalse();
    }

    private MillraceProcess start(String stream, long samples) throws Exception {
        return MillraceProcess.start(
                directory,
                List.of(),
                "demo",
                "--stream",
                stream,
                "--samples",
                Long.toString(samples),
                "--summary",
                "summary.json");
    }

    private JsonNode summary() throws Exception {
        return new ObjectMapper().readTree(directory.resolve("summary.json").toFile());
    }

    private String report() throws Exception {
        return Files.readString(directory.resolve("millrace-demo").resolve("report.html"));
    }
}
