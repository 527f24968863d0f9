package dev.millrace.trainer.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.sample.Philox;
import dev.millrace.trainer.ConfigFamily;
import dev.millrace.trainer.LearnerState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every schedule keeps to; each is made from the example in its record's Javadoc, and from its like inside of another. */
class RateScheduleContractTest {

    private static final int STEPS = 400;

    /** Samples between two observations: so many that an example's patience ends several times. */
    private static final long SAMPLES = 1_000;

    static Stream<LearningRate> members() throws IOException {
        ConfigFamily<LearningRate> family = new ConfigFamily<>(LearningRate.class);
        List<LearningRate> members = new ArrayList<>();
        for (Class<? extends LearningRate> member : family.members()) {
            LearningRate example = family.example(member);
            members.add(example);
            members.add(new ReduceOnPlateau(example, 0.9, 9_000, 0.05, 1_000, 0.001));
            if (!(example instanceof WarmUp)) {
                members.add(new WarmUp(20, example));
            }
        }
        return members.stream();
    }

    @ParameterizedTest
    @MethodSource("members")
    void isFiniteAndNeverNegative(LearningRate member) {
        assertThat(rates(member.begin(), 0, STEPS))
                .allSatisfy(rate -> assertThat(rate).isFinite().isNotNegative());
    }

    @ParameterizedTest
    @MethodSource("members")
    void goesOnBitForBitAfterARestoreIntoOneThatWasUsed(LearningRate member) {
        RateSchedule undisturbed = member.begin();
        List<Double> first = rates(undisturbed, 0, STEPS / 2);
        LearnerState half = state(undisturbed);
        List<Double> second = rates(undisturbed, STEPS / 2, STEPS);

        RateSchedule used = member.begin();
        rates(used, 50, 300);
        used.restore(half, "rate/");

        assertThat(rates(used, STEPS / 2, STEPS)).isEqualTo(second);
        assertThat(rates(member.begin(), 0, STEPS / 2)).isEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("members")
    void namesItsSectionsUnderItsPrefix(LearningRate member) {
        assertThat(state(member.begin()).sections().keySet())
                .allSatisfy(name -> assertThat(name).startsWith("rate/"));
    }

    @Test
    void thoseThatWatchTheScoreAreReducedByIt() throws IOException {
        assertThat(members().filter(ReduceOnPlateau.class::isInstance))
                .isNotEmpty()
                .allSatisfy(member -> {
                    RateSchedule watched = member.begin();
                    rates(watched, 0, STEPS);
                    assertThat(watched.at(STEPS)).isLessThan(member.begin().at(STEPS));
                });
    }

    /** The rates of some steps, each observed with a loss that falls, then stays about where it is. */
    private static List<Double> rates(RateSchedule schedule, int from, int to) {
        List<Double> rates = new ArrayList<>();
        for (int step = from; step < to; step++) {
            rates.add(schedule.at(step));
            double noise = 0.1 * new Philox(7, step, 0).nextDouble();
            schedule.observe(step + 1, (step + 1) * SAMPLES, Math.max(0.5, 2 - step * 0.03) + noise);
        }
        return rates;
    }

    private static LearnerState state(RateSchedule schedule) {
        LearnerState.Builder state = new LearnerState.Builder();
        schedule.save(state, "rate/");
        return state.build();
    }
}
