package dev.millrace.trainer.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningRateTest {

    @Test
    void cosineFallsFromItsRateThroughTheMiddleToItsFinalRate() {
        RateSchedule cosine = new Cosine(1, 0.2, 100).begin();

        assertThat(cosine.at(0)).isEqualTo(1);
        assertThat(cosine.at(50)).isCloseTo(0.6, within(1e-12));
        assertThat(cosine.at(100)).isCloseTo(0.2, within(1e-12));
        assertThat(cosine.at(1_000_000)).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void inverseSquareRootHoldsThenHalvesWithFourTimesTheSteps() {
        RateSchedule rate = new InverseSquareRoot(0.1, 100).begin();

        assertThat(rate.at(0)).isEqualTo(0.1);
        assertThat(rate.at(100)).isEqualTo(0.1);
        assertThat(rate.at(400)).isCloseTo(0.05, within(1e-12));
    }

    @Test
    void warmUpRisesInEqualStepsToWhatFollows() {
        RateSchedule warmUp = new WarmUp(4, new Cosine(0.8, 0, 10)).begin();

        assertThat(warmUp.at(0)).isCloseTo(0.2, within(1e-12));
        assertThat(warmUp.at(3)).isCloseTo(0.8, within(1e-12));
        assertThat(warmUp.at(4)).isEqualTo(0.8);
        assertThat(warmUp.at(9)).isCloseTo(0.4, within(1e-12));
    }

    @Test
    void refusesNonsenseByNameRuleAndValue() {
        assertThatThrownBy(() -> new Constant(0)).hasMessage("rate must be finite and above 0, got 0.0");
        assertThatThrownBy(() -> new Constant(1e-46)).hasMessage("rate must be finite and above 0, got 0.0");
        assertThatThrownBy(() -> new InverseSquareRoot(1e39, 1))
                .hasMessage("rate must be finite and above 0, got Infinity");
        assertThatThrownBy(() -> new Cosine(1, 2, 10)).hasMessage("finalRate must be in [0, rate], got 2.0");
        assertThatThrownBy(() -> new InverseSquareRoot(1, 0)).hasMessage("hold must be at least 1, got 0");
        assertThatThrownBy(() -> new WarmUp(0, new Constant(1))).hasMessage("steps must be at least 1, got 0");
        assertThatThrownBy(() -> new WarmUp(1, new WarmUp(1, new Constant(1))))
                .hasMessageStartingWith("then must not be a warm-up itself");
    }
}
