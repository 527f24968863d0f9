package dev.millrace.trainer.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.sample.Shape;
import dev.millrace.trainer.clip.ClipByGlobalNorm;
import dev.millrace.trainer.clip.ClipByValue;
import dev.millrace.trainer.engine.ParameterLayout;
import dev.millrace.trainer.engine.ParameterLayout.Role;
import dev.millrace.trainer.engine.ParameterLayout.Slice;
import dev.millrace.trainer.rate.Constant;
import dev.millrace.trainer.regularize.L2;
import dev.millrace.trainer.regularize.WeightDecay;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The chain walks slices in blocks; whatever their sizes, it computes what one loop per link over all parameters would. */
class UpdateChainBlocksTest {

    /** Sizes below, at and above that of a block and of the norm's lanes. */
    private static final int[] SIZES = {1, 5, 1023, 1024, 1025, 4095, 4096, 4097, 20_001};

    private final ParameterLayout layout = layout();
    private final Random random = new Random(1);

    @Test
    void equalsOneLoopPerLink() {
        UpdateChain chain = new UpdateChain(
                layout,
                new Constant(0.01).begin(),
                List.of(
                        new ClipByValue(2).link(),
                        new ClipByGlobalNorm(3).link(),
                        new L2(0.1).link(),
                        new Sgd(0.9, false).link(layout.size()),
                        new WeightDecay(0.05).link()));
        float[] parameters = gaussians();
        double[] expected = toDoubles(parameters);
        double[] velocity = new double[layout.size()];
        for (int step = 0; step < 3; step++) {
            float[] gradients = gaussians();
            double[] update = toDoubles(gradients);
            chain.update(parameters, gradients, step, 1);
            oneLoopPerLink(expected, update, velocity);
        }

        for (int i = 0; i < expected.length; i++) {
            assertThat((double) parameters[i]).isCloseTo(expected[i], within(1e-6));
        }
    }

    private void oneLoopPerLink(double[] parameters, double[] update, double[] velocity) {
        double squares = 0;
        for (int i = 0; i < update.length; i++) {
            update[i] = Math.max(-2, Math.min(2, update[i]));
            squares += update[i] * update[i];
        }
        for (int i = 0; i < update.length; i++) {
            double penalised =
                    update[i] * Math.min(1, 3 / Math.sqrt(squares)) + (isWeight(i) ? 0.1 * parameters[i] : 0);
            velocity[i] = 0.9 * velocity[i] + penalised;
            parameters[i] -= 0.01 * (velocity[i] + (isWeight(i) ? 0.05 * parameters[i] : 0));
        }
    }

    @Test
    void measuresTheNormToSixDigits() {
        float[] gradients = gaussians();
        double squares = 0;
        for (float gradient : gradients) {
            squares += (double) gradient * gradient;
        }
        double norm = Math.sqrt(squares);

        assertThat(plain(0).update(gaussians(), gradients, 0, 1).gradientNorm()).isCloseTo(norm, within(1e-6 * norm));
    }

    @Test
    void leavesTheUpdateWhereTheGradientWas() {
        UpdateChain chain = plain(0.5);
        float[] first = gaussians();
        float[] second = new float[layout.size()];
        chain.update(gaussians(), first, 0, 1);
        chain.update(gaussians(), second, 1, 1);

        // With no gradient in the second step, its velocity is half the first, which was the gradient itself: exact in
        // binary.
        for (int i = 0; i < first.length; i++) {
            assertThat(second[i]).isEqualTo(0.5f * first[i]);
        }
    }

    @Test
    void findsTheOnlyValueThatIsTooLargeInTheLastBlock() {
        float[] gradients = new float[layout.size()];
        gradients[gradients.length - 1] = -7;
        UpdateChain chain = new UpdateChain(
                layout,
                new Constant(1).begin(),
                List.of(new ClipByValue(2).link(), new Sgd(0, false).link(layout.size())));
        float[] parameters = new float[layout.size()];

        assertThat(chain.update(parameters, gradients, 0, 1).clipped()).isTrue();
        assertThat(parameters[parameters.length - 1]).isEqualTo(2);
        assertThat(chain.update(parameters, new float[layout.size()], 1, 1).clipped())
                .isFalse();
    }

    @Test
    void refusesAGradientWhoseSquaresOverflow() {
        float[] gradients = new float[layout.size()];
        gradients[17] = 1e20f;
        float[] parameters = gaussians();
        float[] before = parameters.clone();

        assertThat(plain(0.9).update(parameters, gradients, 0, 1).applied()).isFalse();
        assertThat(parameters).isEqualTo(before);
    }

    private UpdateChain plain(double momentum) {
        return new UpdateChain(
                layout, new Constant(0.1).begin(), List.of(new Sgd(momentum, false).link(layout.size())));
    }

    private boolean isWeight(int index) {
        return layout.slices().stream()
                .anyMatch(slice -> slice.offset() <= index && index < slice.end() && slice.role() == Role.WEIGHT);
    }

    private float[] gaussians() {
        float[] values = new float[layout.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static double[] toDoubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    private static ParameterLayout layout() {
        List<Slice> slices = new ArrayList<>();
        int offset = 0;
        for (int i = 0; i < SIZES.length; i++) {
            Role role = i % 2 == 0 ? Role.WEIGHT : Role.BIAS;
            slices.add(new Slice("slice" + i, Shape.of(SIZES[i]), role, i, 1, 1, offset));
            offset += SIZES[i];
        }
        return new ParameterLayout(slices);
    }
}
