package dev.millrace.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.sample.Shape;
import dev.millrace.sample.Target;
import dev.millrace.trainer.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoftmaxCrossEntropyTest {

    private static final float LN_2 = (float) Math.log(2);
    private final SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();

    @Test
    void losesTheNegativeLogOfTheProbabilityOfTheLabel() {
        // softmax([0, ln 2]) is [1/3, 2/3].
        double[] losses = loss.losses(outputs(0, LN_2, 0, LN_2), List.of(new Target.Label(0), new Target.Label(1)));

        assertThat(losses[0]).isCloseTo(Math.log(3), within(1e-6));
        assertThat(losses[1]).isCloseTo(Math.log(1.5), within(1e-6));
    }

    @Test
    void gradientIsProbabilityMinusTargetTimesWeightOverBatch() {
        Tensor gradient = loss.gradient(
                        outputs(0, LN_2, 0, LN_2),
                        List.of(new Target.Label(0), new Target.Distribution(new float[] {0.5f, 0.5f})),
                        new float[] {1, 3})
                .get(0);

        assertThat(gradient.shape()).isEqualTo(Shape.of(2, 2));
        assertThat(gradient.values()).containsExactly(new float[] {-1 / 3f, 1 / 3f, -0.25f, 0.25f}, within(1e-6f));
    }

    @Test
    void gradientIsWhatFiniteDifferencesSay() {
        float[] logits = {0.3f, -1.2f, 2.1f, 0.7f, 0.1f, -0.4f};
        List<Target> targets = List.of(new Target.Label(2), new Target.Distribution(new float[] {0.2f, 0.7f, 0.1f}));
        float[] weights = {0.5f, 2};
        float[] gradient = loss.gradient(List.of(new Tensor(logits, Shape.of(2, 3))), targets, weights)
                .get(0)
                .values();

        for (int i = 0; i < logits.length; i++) {
            double difference =
                    (mean(logits, i, 1e-2f, targets, weights) - mean(logits, i, -1e-2f, targets, weights)) / 2e-2;
            assertThat((double) gradient[i]).isCloseTo(difference, within(1e-4));
        }
    }

    @Test
    void staysFiniteForLogitsWhoseExponentialOverflows() {
        double[] losses = loss.losses(outputs(1000, -1000), List.of(new Target.Label(0)));

        assertThat(losses[0]).isEqualTo(0);
        assertThat(loss.answers(outputs(1000, -1000)).get(0)).containsExactly(1, 0);
    }

    @Test
    void passesOnANaN() {
        assertThat(loss.losses(outputs(Float.NaN, 0), List.of(new Target.Label(1)))[0])
                .isNaN();
    }

    @Test
    void refusesTargetsTheNetworkHasNoOutputFor() {
        assertThatThrownBy(() -> loss.losses(outputs(0, 0), List.of(new Target.Label(2))))
                .hasMessage("label must be below the network's 2 outputs, got 2");
        assertThatThrownBy(() -> loss.losses(outputs(0, 0), List.of(new Target.Distribution(new float[3]))))
                .hasMessage("distribution must have the network's 2 outputs, got 3");
        assertThatThrownBy(() -> loss.losses(outputs(0, 0), List.of(Target.None.INSTANCE)))
                .hasMessage("target must be a Label or a Distribution for softmax-cross-entropy, got None");
        assertThatThrownBy(() -> loss.losses(outputs(0, 0), List.of()))
                .hasMessage("outputs must be one head of shape [0, classes], got [[1, 2]]");
    }

    private double mean(float[] logits, int index, float by, List<Target> targets, float[] weights) {
        float[] moved = logits.clone();
        moved[index] += by;
        double[] losses = loss.losses(List.of(new Tensor(moved, Shape.of(2, 3))), targets);
        return (weights[0] * losses[0] + weights[1] * losses[1]) / 2;
    }

    private static List<Tensor> outputs(float... logits) {
        return List.of(new Tensor(logits, Shape.of(logits.length / 2, 2)));
    }
}
