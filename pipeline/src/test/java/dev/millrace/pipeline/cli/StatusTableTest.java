package dev.millrace.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.cluster.ModelJob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusTableTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void aJobThatHasNoTaskManagerWaits() {
        ModelJob waiting = fashion(0, NOW.minusSeconds(9));

        assertThat(StatusTable.of(List.of(waiting), Map.of(), NOW).get(1))
                .startsWith("fashion  run-0001  waiting, 0 of 1 tasks run  9 s ago  7 s ago ");
    }

    @Test
    void showsOneJobALineAndWhyOneFailed() {
        ModelJob running = fashion(1, NOW.minus(Duration.ofMinutes(50)));
        ModelJob failed = new ModelJob(
                "bb",
                "elec",
                "run-0012",
                "/state/savepoints",
                "0.1.0",
                "FAILED",
                1,
                0,
                NOW.minus(Duration.ofDays(3)),
                2,
                null,
                "topic elec.samples is gone");

        assertThat(StatusTable.of(List.of(running, failed), Map.of("aa", 12L), NOW))
                .containsExactly(
                        "model    run       state    started     checkpoint  restarts  version  release  job",
                        "fashion  run-0001  running  50 min ago  7 s ago     3         12       0.1.0    aa",
                        "elec     run-0012  failed   3 d ago     -           2         -        0.1.0    bb",
                        "  topic elec.samples is gone");
    }

    private static ModelJob fashion(int runningTasks, Instant since) {
        return new ModelJob(
                "aa",
                "fashion",
                "run-0001",
                "/state/savepoints",
                "0.1.0",
                "RUNNING",
                1,
                runningTasks,
                since,
                3,
                NOW.minusSeconds(7),
                null);
    }
}
