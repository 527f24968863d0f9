package dev.millrace.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.trainer.engine.ParameterLayout.Role;
import dev.millrace.trainer.engine.ParameterLayout.Slice;
import dev.millrace.trainer.engine.TrainingGraph.Mode;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same weights and inputs give the same answers, gradients and statistics under MXNet and PyTorch, to the last
 * digits of a float.
 */
@EnabledIf("bothEnginesRunHere")
class EnginesAgreeTest {

    static boolean bothEnginesRunHere() {
        return GraphCase.engines().count() == 2;
    }

    private static final float LAST_DIGITS = 1e-6f;

    static Stream<GraphCase> casesOfMxnet() {
        return GraphCase.all(EngineChoice.MXNET);
    }

    @ParameterizedTest
    @MethodSource("casesOfMxnet")
    void onAnswersGradientsAndLayout(GraphCase mxnet) {
        GraphCase pytorch = new GraphCase(EngineChoice.PYTORCH, mxnet.front(), mxnet.network());
        Step one = step(mxnet, GraphCase.BATCH);
        Step other = step(pytorch, GraphCase.BATCH);
        assertThat(other.layout).isEqualTo(one.layout);
        assertThat(other.auxiliaryLayout).isEqualTo(one.auxiliaryLayout);
        assertClose(other.outputs, one.outputs, LAST_DIGITS);
        assertClose(other.gradients, one.gradients, LAST_DIGITS);
    }

    /** A batch of one has no variance, so that batch norm divides the last digits by the square root of epsilon. */
    @ParameterizedTest
    @CsvSource({"8, 1e-6", "1, 1e-5"})
    void onStatisticsExceptThatPyTorchTakesTheUnbiasedVariance(int batch, float tolerance) {
        Step mxnet = step(GraphCase.of(EngineChoice.MXNET, GraphCase.NORMALISED), batch);
        Step pytorch = step(GraphCase.of(EngineChoice.PYTORCH, GraphCase.NORMALISED), batch);
        assertClose(pytorch.gradients, mxnet.gradients, tolerance);
        for (Slice slice : mxnet.auxiliaryLayout.slices()) {
            for (int i = slice.offset(); i < slice.end(); i++) {
                float expected = mxnet.auxiliary[i];
                if (slice.role() == Role.RUNNING_VARIANCE) {
                    float ofBatch = (expected - 0.9f) / 0.1f;
                    expected = 0.9f + 0.1f * ofBatch * batch / Math.max(batch - 1, 1);
                }
                assertThat(pytorch.auxiliary[i]).as("%s", slice.name()).isCloseTo(expected, within(tolerance));
            }
        }
    }

    private record Step(
            ParameterLayout layout,
            ParameterLayout auxiliaryLayout,
            float[] outputs,
            float[] gradients,
            float[] auxiliary) {}

    private static Step step(GraphCase a, int batch) {
        try (EngineLease lease = a.lease();
                TrainingGraph graph = a.graph(lease)) {
            float[] outputs =
                    graph.forward(a.inputs(0, batch), Mode.TRAIN).get(0).values();
            graph.backward(a.outputGradients(0, batch));
            return new Step(graph.layout(), graph.auxiliaryLayout(), outputs, graph.gradients(), graph.auxiliary());
        }
    }

    private static void assertClose(float[] actual, float[] expected, float tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(tolerance * Math.max(1, Math.abs(expected[i]))));
        }
    }
}
