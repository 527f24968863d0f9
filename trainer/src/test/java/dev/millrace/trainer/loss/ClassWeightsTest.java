package dev.millrace.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.sample.Target;
import dev.millrace.trainer.ConfigFamily;
import dev.millrace.trainer.LearnerState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassWeightsTest {

    private static final Target COMMON = new Target.Label(0);
    private static final Target RARE = new Target.Label(1);

    @Test
    void balancedWeightsAreInversesOfTheShares() {
        ClassWeighting weighting = new BalancedClassWeights(1, 1, 100).begin(List.of("common", "rare"));
        assertThat(weighting.of(COMMON)).isEqualTo(1);
        assertThat(weighting.of(RARE)).isEqualTo(1);

        learn(weighting, COMMON, 17);
        learn(weighting, RARE, 1);

        // (18 + 2) / (2 * 18) and (18 + 2) / (2 * 2)
        assertThat(weighting.of(COMMON)).isCloseTo(20 / 36f, within(1e-6f));
        assertThat(weighting.of(RARE)).isEqualTo(5);
    }

    @Test
    void balancedWeightsStayWithinTheirBounds() {
        ClassWeighting weighting = new BalancedClassWeights(1, 1, 1.5).begin(List.of("common", "rare"));
        learn(weighting, COMMON, 1_000);

        assertThat(weighting.of(COMMON)).isEqualTo((float) (1 / 1.5));
        assertThat(weighting.of(RARE)).isEqualTo(1.5f);
    }

    @Test
    void balancedWeightsForgetWhatIsLongAgo() {
        ClassWeighting weighting = new BalancedClassWeights(0.5, 1, 100).begin(List.of("common", "rare"));
        learn(weighting, RARE, 10_000);
        learn(weighting, COMMON, 2);

        // Counts: 2 * 0.25 of the rare one, 1 + 0.5 of the common one.
        assertThat(weighting.of(COMMON)).isCloseTo(4 / (2 * 2.5f), within(1e-6f));
        assertThat(weighting.of(RARE)).isCloseTo(4 / (2 * 1.5f), within(1e-6f));
    }

    @Test
    void balancedWeightsCountADistributionByItsParts() {
        ClassWeighting weighting = new BalancedClassWeights(1, 1, 100).begin(List.of("common", "rare"));
        learn(weighting, new Target.Distribution(new float[] {0.75f, 0.25f}), 4);

        assertThat(weighting.of(COMMON)).isEqualTo(6 / (2 * 4f));
        assertThat(weighting.of(RARE)).isEqualTo(6 / (2 * 2f));
    }

    @Test
    void balancedWeightsRefuseTheStateOfOtherClasses() {
        LearnerState.Builder ofThree = new LearnerState.Builder();
        new BalancedClassWeights(1, 1, 2).begin(List.of("a", "b", "c")).save(ofThree);

        assertThatThrownBy(() -> new BalancedClassWeights(1, 1, 2)
                        .begin(List.of("a", "b"))
                        .restore(ofThree.build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the state counts 3 classes; this configuration has 2");
    }

    @Test
    void fixedWeightsAreOneWhereTheyAreNotGiven() {
        ClassWeighting weighting = new FixedClassWeights(Map.of("rare", 20.0)).begin(List.of("common", "rare"));
        learn(weighting, COMMON, 100);

        assertThat(weighting.of(COMMON)).isEqualTo(1);
        assertThat(weighting.of(RARE)).isEqualTo(20);
    }

    @Test
    void fixedWeightsRefuseALabelThatThereIsNot() {
        FixedClassWeights weights = new FixedClassWeights(Map.of("rear", 20.0));

        assertThatThrownBy(() -> weights.check(List.of("common", "rare")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "classWeights.weights.rear must be one of the labels of the samples, [common, rare], got rear");
        assertThatThrownBy(() -> weights.begin(List.of("common", "rare"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void balancedWeightsNeedNothingSaid() {
        assertThat(new ConfigFamily<>(ClassWeights.class).parse("{type: balanced}"))
                .isEqualTo(new BalancedClassWeights(0.9999, 10, 10));
    }

    @Test
    void refuseNonsenseByNameRuleAndValue() {
        assertThatThrownBy(() -> new BalancedClassWeights(0, 1, 1)).hasMessage("fading must be in (0, 1], got 0.0");
        assertThatThrownBy(() -> new BalancedClassWeights(1, 0, 1))
                .hasMessage("smoothing must be finite and above 0, got 0.0");
        assertThatThrownBy(() -> new BalancedClassWeights(1, 1, 0.5))
                .hasMessage("maximum must be finite and at least 1, got 0.5");
        assertThatThrownBy(() -> new FixedClassWeights(Map.of()))
                .hasMessage("weights must name at least one label, got none");
        for (double weight : new double[] {0, -1, Double.NaN, 1e300, 1e-300}) {
            assertThatThrownBy(() -> new FixedClassWeights(Map.of("a", weight)))
                    .hasMessage("weights.a must be finite and above 0 as a float, got " + weight);
        }
    }

    private static void learn(ClassWeighting weighting, Target target, int times) {
        for (int i = 0; i < times; i++) {
            weighting.learn(target);
        }
    }
}
