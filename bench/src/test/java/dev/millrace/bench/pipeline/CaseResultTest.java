package dev.millrace.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaseResultTest {

    private final CaseResult result = new CaseResult(
            Case.of("mlp", "nobody"),
            Map.of(
                    Contender.BARE, List.of(turn(1, 1), turn(4, 2), turn(2, 1)),
                    Contender.STREAM, List.of(turn(2, 4), turn(4, 4), turn(4, 2))),
            Map.of(Contender.BARE, "an engine"));

    /** Trains on 64 samples; half of its CPU time goes to the compilers. */
    private static Turn turn(double wallSeconds, double cpuSeconds) {
        return new Turn(
                64,
                wallSeconds,
                cpuSeconds,
                0,
                Map.of("java", cpuSeconds / 2, "C2 CompilerThre", cpuSeconds / 2),
                Map.of());
    }

    @Test
    void ratiosAreOfTheSameRound() {
        Spread ratio = result.speedBy(Contender.STREAM, Contender.BARE);

        assertThat(ratio).isEqualTo(new Spread(0.5, 0.5, 1));
    }

    @Test
    void compilersDoNotCount() {
        assertThat(turn(1, 4).samplesPerCpuSecond()).isEqualTo(32);
        assertThat(result.economyBy(Contender.STREAM, Contender.BARE)).isEqualTo(new Spread(0.5, 0.25, 0.5));
    }

    @Test
    void thereIsNoRatioToWhoDidNotTakePart() {
        assertThat(result.speedBy(Contender.STREAM, Contender.PEER)).isNull();
    }

    @Test
    void aGoalIsReachedByTheClock() {
        Machine machine = new Machine("a processor", 2, 1, "java", "linux", 0, "0", "now");

        assertThat(Goal.of(new Results(machine, List.of(result))))
                .singleElement()
                .satisfies(goal -> {
                    assertThat(goal.what()).isEqualTo("mlp, nobody scores: stream by bare loop");
                    assertThat(goal.outcome()).isEqualTo("not reached");
                });
    }
}
