package dev.millrace.trainer.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.sample.Shape;
import dev.millrace.trainer.LearnerState;
import dev.millrace.trainer.clip.ClipByGlobalNorm;
import dev.millrace.trainer.clip.ClipByValue;
import dev.millrace.trainer.engine.ParameterLayout;
import dev.millrace.trainer.engine.ParameterLayout.Role;
import dev.millrace.trainer.engine.ParameterLayout.Slice;
import dev.millrace.trainer.optimize.UpdateChain.Update;
import dev.millrace.trainer.rate.Constant;
import dev.millrace.trainer.regularize.L2;
import dev.millrace.trainer.regularize.WeightDecay;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpdateChainTest {

    /** Two weights and a bias. */
    private static final ParameterLayout LAYOUT = new ParameterLayout(List.of(
            new Slice("dense1/weight", Shape.of(2), Role.WEIGHT, 0, 2, 1, 0),
            new Slice("dense1/bias", Shape.of(1), Role.BIAS, 0, 1, 1, 2)));

    private static final Sgd PLAIN = new Sgd(0, false);

    @Test
    void subtractsRateTimesGradient() {
        float[] parameters = {1, 2, 3};
        Update update = chain(0.1, PLAIN.link(3)).update(parameters, new float[] {3, 4, 12}, 0, 1);

        assertThat(parameters).containsExactly(new float[] {0.7f, 1.6f, 1.8f}, within(1e-6f));
        assertThat(update.gradientNorm()).isCloseTo(13, within(1e-6));
        assertThat(update.clipped()).isFalse();
    }

    @Test
    void scalesTheGradientToTheLargestNorm() {
        float[] parameters = {0, 0, 0};
        Update update = chain(1, new ClipByGlobalNorm(6.5).link(), PLAIN.link(3))
                .update(parameters, new float[] {3, 4, 12}, 0, 1);

        assertThat(parameters).containsExactly(new float[] {-1.5f, -2, -6}, within(1e-6f));
        assertThat(update.gradientNorm()).isCloseTo(13, within(1e-6));
        assertThat(update.clipped()).isTrue();
    }

    @Test
    void leavesAGradientWithinTheNormAlone() {
        float[] parameters = {0, 0, 0};
        Update update = chain(1, new ClipByGlobalNorm(13.5).link(), PLAIN.link(3))
                .update(parameters, new float[] {3, 4, 12}, 0, 1);

        assertThat(parameters).containsExactly(-3, -4, -12);
        assertThat(update.clipped()).isFalse();
    }

    @Test
    void measuresTheNormOfWhatClippingByValueLeft() {
        // [3, 4, 12] is clipped to [3, 4, 4], whose norm is sqrt(41).
        float[] parameters = {0, 0, 0};
        chain(1, new ClipByValue(4).link(), new ClipByGlobalNorm(1).link(), PLAIN.link(3))
                .update(parameters, new float[] {3, 4, 12}, 0, 1);

        float norm = (float) Math.sqrt(41);
        assertThat(parameters).containsExactly(new float[] {-3 / norm, -4 / norm, -4 / norm}, within(1e-6f));
    }

    @Test
    void penalisesWeightsAndNoBias() {
        float[] parameters = {1, 2, 3};
        chain(0.5, new L2(0.1).link(), PLAIN.link(3)).update(parameters, new float[] {0, 0, 0}, 0, 1);

        assertThat(parameters).containsExactly(new float[] {0.95f, 1.9f, 3}, within(1e-6f));
    }

    @Test
    void momentumFollowsPyTorch() {
        // v: 1, 1.9; w: 0 - 0.1, -0.1 - 0.19.
        float[] parameters = {0, 0, 0};
        UpdateChain chain = chain(0.1, new Sgd(0.9, false).link(3));
        chain.update(parameters, new float[] {1, 1, 1}, 0, 1);
        chain.update(parameters, new float[] {1, 1, 1}, 1, 1);

        assertThat(parameters[0]).isCloseTo(-0.29f, within(1e-6f));
    }

    @Test
    void nesterovLooksAhead() {
        // v: 1, 1.9; updates g + 0.9 v: 1.9, 2.71.
        float[] parameters = {0, 0, 0};
        UpdateChain chain = chain(0.1, new Sgd(0.9, true).link(3));
        chain.update(parameters, new float[] {1, 1, 1}, 0, 1);
        chain.update(parameters, new float[] {1, 1, 1}, 1, 1);

        assertThat(parameters[0]).isCloseTo(-0.461f, within(1e-6f));
    }

    @Test
    void adamsFirstStepIsTheRateWhateverTheGradient() {
        float[] parameters = {0, 0, 0};
        chain(0.01, Adam.DEFAULT.link(3)).update(parameters, new float[] {1e-3f, -5, 100}, 0, 1);

        assertThat(parameters).containsExactly(new float[] {-0.01f, 0.01f, -0.01f}, within(1e-6f));
    }

    @Test
    void adamFollowsItsFormula() {
        // g 1 then 3: m 0.1, 0.39; v 0.001, 0.009999; corrected by 1 - 0.9^2 and 1 - 0.999^2.
        float[] parameters = {0, 0, 0};
        UpdateChain chain = chain(0.1, Adam.DEFAULT.link(3));
        chain.update(parameters, new float[] {1, 1, 1}, 0, 1);
        chain.update(parameters, new float[] {3, 3, 3}, 1, 1);

        double second = 0.39 / 0.19 / Math.sqrt(0.009999 / 0.001999);
        assertThat((double) parameters[0]).isCloseTo(-0.1 - 0.1 * second, within(1e-6));
    }

    @Test
    void decoupledDecayDoesNotPassThroughTheOptimiser() {
        float[] parameters = {2, 2, 2};
        chain(0.1, Adam.DEFAULT.link(3), new WeightDecay(0.5).link()).update(parameters, new float[] {1, 1, 1}, 0, 1);

        // Adam's first step is 0.1; decay takes 0.1 * 0.5 * 2 more, from weights alone.
        assertThat(parameters).containsExactly(new float[] {1.8f, 1.8f, 1.9f}, within(1e-6f));
    }

    @Test
    void refusesAGradientThatIsNotFiniteAndChangesNothing() {
        float[] parameters = {1, 2, 3};
        UpdateChain chain = chain(0.1, new Sgd(0.9, false).link(3));
        chain.update(parameters, new float[] {1, 1, 1}, 0, 1);
        float[] before = parameters.clone();
        float[] velocity = state(chain).floats("link/sgd/velocity", 1);

        Update update = chain.update(parameters, new float[] {1, Float.POSITIVE_INFINITY, 1}, 1, 1);

        assertThat(update.applied()).isFalse();
        assertThat(parameters).isEqualTo(before);
        assertThat(state(chain).floats("link/sgd/velocity", 1)).isEqualTo(velocity);
    }

    @Test
    void saysThatAStateIsThatOfAnotherOptimiser() {
        LearnerState ofSgd = state(chain(0.1, new Sgd(0.9, false).link(3)));

        assertThatThrownBy(() -> chain(0.1, Adam.DEFAULT.link(3)).restore(ofSgd))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the state is that of another optimiser: it has [link/sgd/velocity]");
    }

    private static UpdateChain chain(double rate, Link... links) {
        return new UpdateChain(LAYOUT, new Constant(rate).begin(), List.of(links));
    }

    private static LearnerState state(UpdateChain chain) {
        LearnerState.Builder state = new LearnerState.Builder();
        chain.save(state);
        return state.build();
    }
}
