package dev.millrace.trainer.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.sample.Philox;
import dev.millrace.trainer.ConfigFamily;
import dev.millrace.trainer.LearnerState;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class ReduceOnPlateauTest {

    private static final LearningRate ONE = new Constant(1);

    /** Halves where two means over 100 samples are within 10 %, from the first observation on. */
    private static final ReduceOnPlateau HALVES = new ReduceOnPlateau(ONE, 0.5, 100, 0.1, 0, 0.2);

    @Test
    void multipliesTheRateOfItsSchedule() {
        RateSchedule rate = new ReduceOnPlateau(new InverseSquareRoot(0.4, 10), 0.5, 100, 0.1, 0, 0.2).begin();
        assertThat(rate.at(0)).isEqualTo(0.4);
        assertThat(rate.at(40)).isCloseTo(0.2, within(1e-12));

        observe(rate, 0, 200, scored -> 1);

        assertThat(rate.at(40)).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void reducesAtTheEndOfASecondMeanLikeTheFirst() {
        RateSchedule rate = HALVES.begin();
        observe(rate, 0, 100, scored -> 1);
        observe(rate, 101, 199, scored -> 0.905);
        assertThat(rate.at(0)).isEqualTo(1);

        observe(rate, 200, 200, scored -> 0.905);

        assertThat(rate.at(0)).isEqualTo(0.5);
    }

    @Test
    void keepsTheRateWhileTheLossFalls() {
        RateSchedule rate = HALVES.begin();

        observe(rate, 0, 1_000, scored -> Math.pow(0.88, scored / 100.0));

        assertThat(rate.at(0)).isEqualTo(1);
    }

    @Test
    void keepsTheRateWhileTheLossRises() {
        RateSchedule rate = HALVES.begin();

        observe(rate, 0, 1_000, scored -> Math.pow(1.12, scored / 100.0));

        assertThat(rate.at(0)).isEqualTo(1);
    }

    @Test
    void comparesMeansSoThatNoiseIsNoMatter() {
        RateSchedule rate = new ReduceOnPlateau(ONE, 0.5, 10_000, 0.02, 0, 0).begin();

        observe(rate, 0, 20_000, scored -> 2 * new Philox(5, scored, 0).nextDouble());

        assertThat(rate.at(0)).isEqualTo(0.5);
    }

    @Test
    void eachMeanIsOfItsOwnSamplesAlone() {
        RateSchedule rate = HALVES.begin();
        observe(rate, 0, 100, scored -> 5);
        observe(rate, 101, 200, scored -> 1);
        observe(rate, 201, 300, scored -> 1.09);

        assertThat(rate.at(0)).isEqualTo(0.5);
    }

    @Test
    void countsScoredSamplesAndNotSteps() {
        RateSchedule rate = HALVES.begin();
        rate.observe(1, 10, 1);
        rate.observe(2, 60, 1);
        for (int step = 3; step < 1_000; step++) {
            rate.observe(step, 60, 1);
        }
        rate.observe(1_000, 110, 1);
        rate.observe(1_001, 209, 1);
        assertThat(rate.at(1_001)).isEqualTo(1);

        rate.observe(1_002, 210, 1);

        assertThat(rate.at(1_002)).isEqualTo(0.5);
    }

    @Test
    void weighsAnObservationByTheSamplesItIsOf() {
        RateSchedule rate = HALVES.begin();
        rate.observe(1, 0, 1);
        // (90 * 1 + 10 * 3) / 100 = 1.2
        rate.observe(2, 90, 1);
        rate.observe(3, 100, 3);
        // Within 10 % of 1.2, not of the 2 of two equal observations.
        rate.observe(4, 200, 1.3);

        assertThat(rate.at(4)).isEqualTo(0.5);
    }

    @Test
    void everyPlateauReducesDownToTheMinimum() {
        RateSchedule rate = HALVES.begin();
        observe(rate, 0, 399, scored -> 1);
        assertThat(rate.at(0)).isEqualTo(0.5);
        observe(rate, 400, 400, scored -> 1);
        assertThat(rate.at(0)).isEqualTo(0.25);

        observe(rate, 401, 2_000, scored -> 1);

        assertThat(rate.at(0)).as("0.125 is below the minimum").isEqualTo(0.2);
    }

    @Test
    void leavesOutWhatComesBeforeTheEndOfACooldown() {
        RateSchedule rate = new ReduceOnPlateau(ONE, 0.5, 100, 0.1, 50, 0).begin();
        observe(rate, 0, 50, scored -> 1e6);
        observe(rate, 51, 249, scored -> 1);
        assertThat(rate.at(0)).isEqualTo(1);
        observe(rate, 250, 250, scored -> 1);
        assertThat(rate.at(0)).isEqualTo(0.5);

        observe(rate, 251, 300, scored -> 1e6);
        observe(rate, 301, 499, scored -> 1);
        assertThat(rate.at(0)).isEqualTo(0.5);
        observe(rate, 500, 500, scored -> 1);
        assertThat(rate.at(0)).isEqualTo(0.25);
    }

    @Test
    void waitsForTheFirstScoredSample() {
        RateSchedule rate = HALVES.begin();
        rate.observe(1, 0, Double.NaN);
        rate.observe(500, 0, Double.NaN);

        observe(rate, 1, 200, scored -> 1);

        assertThat(rate.at(0)).isEqualTo(0.5);
    }

    @Test
    void hearsNothingDuringAWarmUpBeforeIt() {
        RateSchedule rate = new WarmUp(10, HALVES).begin();
        for (int step = 1; step <= 10; step++) {
            rate.observe(step, step * 100L, 1);
        }
        rate.observe(11, 1_100, 1);
        rate.observe(12, 1_200, 1);
        assertThat(rate.at(12)).isEqualTo(1);

        rate.observe(13, 1_300, 1);

        assertThat(rate.at(13)).isEqualTo(0.5);
    }

    @Test
    void beginsAnewOnAStateOfAnotherSchedule() {
        RateSchedule rate = HALVES.begin();
        observe(rate, 0, 250, scored -> 1);
        assertThat(rate.at(0)).isEqualTo(0.5);

        rate.restore(new LearnerState.Builder().build(), "rate/");

        assertThat(rate.at(0)).isEqualTo(1);
        observe(rate, 5_000, 5_199, scored -> 1);
        assertThat(rate.at(0)).isEqualTo(1);
        observe(rate, 5_200, 5_200, scored -> 1);
        assertThat(rate.at(0)).isEqualTo(0.5);
    }

    @Test
    void theScheduleIsAllItNeeds() {
        assertThat(new ConfigFamily<>(LearningRate.class)
                        .parse("{type: reduce-on-plateau, schedule: {type: constant, rate: 1}}"))
                .isEqualTo(new ReduceOnPlateau(ONE, 0.5, 10_000, 0.02, 2_000, 0.01));
    }

    @Test
    void refusesNonsenseByNameRuleAndValue() {
        assertThatThrownBy(() -> new ReduceOnPlateau(ONE, 1, 1, 0, 0, 0))
                .hasMessage("factor must be in (0, 1), got 1.0");
        assertThatThrownBy(() -> new ReduceOnPlateau(ONE, 0.5, 0, 0, 0, 0))
                .hasMessage("patience must be at least 1, got 0");
        assertThatThrownBy(() -> new ReduceOnPlateau(ONE, 0.5, 1, 1, 0, 0))
                .hasMessage("threshold must be in [0, 1), got 1.0");
        assertThatThrownBy(() -> new ReduceOnPlateau(ONE, 0.5, 1, 0, -1, 0))
                .hasMessage("cooldown must be at least 0, got -1");
        assertThatThrownBy(() -> new ReduceOnPlateau(ONE, 0.5, 1, 0, 0, Double.NaN))
                .hasMessage("minimum must be in [0, 1], got NaN");
    }

    /** Tells a schedule of every sample from one to another. */
    private static void observe(RateSchedule rate, long from, long to, LongToDoubleFunction loss) {
        for (long scored = from; scored <= to; scored++) {
            rate.observe(scored, scored, loss.applyAsDouble(scored));
        }
    }
}
