package dev.millrace.trainer.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.trainer.ConfigFamily;
import dev.millrace.trainer.LearnerState;
import org.junit.jupiter.api.Test;

class ReduceOnPlateauTest {

    private static final LearningRate ONE = new Constant(1);

    /** Halves after 100 samples without an improvement of 10 %, from the first sample on. */
    private static final ReduceOnPlateau HALVES = new ReduceOnPlateau(ONE, 0.5, 100, 0.1, 0, 0.2);

    @Test
    void followsItsScheduleWhileTheLossFalls() {
        RateSchedule rate = new ReduceOnPlateau(new InverseSquareRoot(0.4, 10), 0.5, 100, 0.1, 0, 0.2).begin();
        double loss = 8;
        for (int scored = 90; scored <= 900; scored += 90) {
            rate.observe(scored, scored, loss);
            loss *= 0.89;
        }

        assertThat(rate.at(0)).isEqualTo(0.4);
        assertThat(rate.at(40)).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void reducesWhenPatienceHasBroughtNoImprovementOfTheThreshold() {
        RateSchedule rate = HALVES.begin();
        rate.observe(1, 1, 1.0);
        rate.observe(2, 100, 0.91);
        assertThat(rate.at(2)).isEqualTo(1);

        rate.observe(3, 101, 0.91);

        assertThat(rate.at(3)).isEqualTo(0.5);
    }

    @Test
    void patienceCountsScoredSamplesAndNotSteps() {
        RateSchedule rate = HALVES.begin();
        rate.observe(1, 10, 1.0);
        for (int step = 2; step < 1_000; step++) {
            rate.observe(step, 109, 1.0);
        }
        assertThat(rate.at(1_000)).isEqualTo(1);

        rate.observe(1_001, 110, 1.0);

        assertThat(rate.at(1_001)).isEqualTo(0.5);
    }

    @Test
    void anImprovementStartsThePatienceAnew() {
        RateSchedule rate = HALVES.begin();
        rate.observe(1, 1, 1.0);
        rate.observe(2, 99, 0.89);
        rate.observe(3, 198, 0.89);
        assertThat(rate.at(3)).isEqualTo(1);

        rate.observe(4, 199, 0.89);

        assertThat(rate.at(4)).isEqualTo(0.5);
    }

    @Test
    void everyPlateauReducesDownToTheMinimum() {
        RateSchedule rate = HALVES.begin();
        for (int scored = 0; scored <= 102; scored++) {
            rate.observe(scored, scored, 1);
        }
        assertThat(rate.at(0)).isEqualTo(0.5);
        for (int scored = 103; scored <= 203; scored++) {
            rate.observe(scored, scored, 1);
        }
        assertThat(rate.at(0)).isEqualTo(0.25);
        for (int scored = 204; scored <= 1_000; scored++) {
            rate.observe(scored, scored, 1);
        }
        assertThat(rate.at(0)).as("0.125 is below the minimum").isEqualTo(0.2);
    }

    @Test
    void aDriftToAHarderStretchCostsOneReduction() {
        RateSchedule rate = HALVES.begin();
        rate.observe(1, 1, 0.1);
        rate.observe(2, 101, 1.0);
        assertThat(rate.at(2)).isEqualTo(0.5);

        double loss = 1;
        for (int scored = 150; scored < 600; scored += 50) {
            loss *= 0.85;
            rate.observe(scored, scored, loss);
        }

        assertThat(loss).as("never as low as it was before the drift").isGreaterThan(0.1);
        assertThat(rate.at(600)).isEqualTo(0.5);
    }

    @Test
    void doesNotLookAtTheLossWhileItCoolsDown() {
        RateSchedule rate = new ReduceOnPlateau(ONE, 0.5, 100, 0.1, 50, 0).begin();
        rate.observe(1, 49, 0.001);
        rate.observe(2, 50, 1.0);
        rate.observe(3, 149, 0.8);
        rate.observe(4, 249, 0.8);
        assertThat(rate.at(4)).as("150 + 99 samples after the last improvement").isEqualTo(0.5);

        rate.observe(5, 298, 0.001);
        rate.observe(6, 299, 0.8);
        rate.observe(7, 398, 0.8);
        assertThat(rate.at(7)).isEqualTo(0.5);

        rate.observe(8, 399, 0.8);
        assertThat(rate.at(8)).isEqualTo(0.25);
    }

    @Test
    void waitsForTheFirstScoredSample() {
        RateSchedule rate = HALVES.begin();
        rate.observe(1, 0, Double.NaN);
        rate.observe(500, 0, Double.NaN);
        rate.observe(501, 1, 1.0);
        rate.observe(502, 100, 1.0);

        assertThat(rate.at(502)).isEqualTo(1);
    }

    @Test
    void hearsNothingDuringAWarmUpBeforeIt() {
        RateSchedule rate = new WarmUp(10, HALVES).begin();
        rate.observe(1, 1, 1.0);
        rate.observe(10, 500, 1.0);
        assertThat(rate.at(9)).isEqualTo(1);
        rate.observe(11, 501, 1.0);
        assertThat(rate.at(11)).isEqualTo(1);

        rate.observe(12, 601, 1.0);

        assertThat(rate.at(12)).isEqualTo(0.5);
    }

    @Test
    void beginsAnewOnAStateOfAnotherSchedule() {
        RateSchedule rate = HALVES.begin();
        rate.observe(1, 1, 1);
        rate.observe(2, 101, 1);
        assertThat(rate.at(2)).isEqualTo(0.5);

        rate.restore(new LearnerState.Builder().build(), "rate/");

        assertThat(rate.at(2)).isEqualTo(1);
        rate.observe(3, 102, 1);
        rate.observe(4, 201, 1);
        assertThat(rate.at(4)).isEqualTo(1);
    }

    @Test
    void theScheduleIsAllItNeeds() {
        assertThat(new ConfigFamily<>(LearningRate.class)
                        .parse("{type: reduce-on-plateau, schedule: {type: constant, rate: 1}}"))
                .isEqualTo(new ReduceOnPlateau(ONE, 0.5, 10_000, 0.01, 2_000, 0.01));
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
}
