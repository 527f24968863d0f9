package dev.millrace.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.sample.Shape;
import dev.millrace.trainer.Tensor;
import dev.millrace.trainer.engine.ParameterLayout.Slice;
import dev.millrace.trainer.engine.TrainingGraph.Mode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the gradients of every training graph are, on every engine and network, and after which calls there are any. */
class GraphGradientsTest {

    private static final String ALL = "dev.millrace.trainer.engine.GraphCase#all";

    @ParameterizedTest
    @MethodSource(ALL)
    void gradientEqualsFiniteDifferences(GraphCase a) {
        try (EngineLease lease = a.lease();
                TrainingGraph graph = a.graph(lease)) {
            graph.forward(a.inputs(0), Mode.TRAIN);
            graph.backward(a.outputGradients(0));
            float[] gradients = graph.gradients().clone();
            for (Slice slice : graph.layout().slices()) {
                int index = largest(gradients, slice);
                assertThat((double) gradients[index])
                        .as("%s[%d]", slice.name(), index - slice.offset())
                        .isCloseTo(difference(a, graph, index), within(0.01 * Math.abs(gradients[index]) + 2e-4));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void gradientsAreThoseOfTheLastBackwardAlone(GraphCase a) {
        try (EngineLease lease = a.lease();
                TrainingGraph first = a.graph(lease);
                TrainingGraph second = a.graph(lease)) {
            first.forward(a.inputs(0), Mode.TRAIN);
            first.backward(a.outputGradients(0));
            first.forward(a.inputs(1), Mode.TRAIN);
            first.backward(a.outputGradients(1));
            second.forward(a.inputs(1), Mode.TRAIN);
            second.backward(a.outputGradients(1));
            assertThat(first.gradients())
                    .isEqualTo(second.gradients())
                    .isNotEqualTo(new float[first.gradients().length]);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void trainsOnOneSample(GraphCase a) {
        try (EngineLease lease = a.lease();
                TrainingGraph graph = a.graph(lease)) {
            List<Tensor> outputs = graph.forward(a.inputs(0, 1), Mode.TRAIN);
            graph.backward(a.outputGradients(0, 1));
            assertThat(outputs.get(0).shape()).isEqualTo(Shape.of(1, GraphCase.OUTPUTS));
            Slice bias = graph.layout().slices().get(graph.layout().slices().size() - 1);
            float[] gradient = Arrays.copyOfRange(graph.gradients(), bias.offset(), bias.end());
            assertThat(gradient).isEqualTo(a.outputGradients(0, 1).get(0).values());
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void backwardFollowsATrainingForward(GraphCase a) {
        try (EngineLease lease = a.lease();
                TrainingGraph graph = a.graph(lease)) {
            assertBackwardIsRefused(a, graph);
            graph.forward(a.inputs(0), Mode.TRAIN);
            graph.forward(a.inputs(0), Mode.PREDICT);
            assertBackwardIsRefused(a, graph);
            graph.forward(a.inputs(0), Mode.TRAIN);
            graph.backward(a.outputGradients(0));
            assertBackwardIsRefused(a, graph);
        }
    }

    private static void assertBackwardIsRefused(GraphCase a, TrainingGraph graph) {
        assertThatThrownBy(() -> graph.backward(a.outputGradients(0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must follow a forward in mode TRAIN");
    }

    /** The derivative of {@code sum(outputs * c)} by one parameter, by central differences. */
    private static double difference(GraphCase a, TrainingGraph graph, int index) {
        float step = 1e-3f;
        float original = graph.parameters()[index];
        double above = objective(a, graph, index, original + step);
        double below = objective(a, graph, index, original - step);
        graph.parameters()[index] = original;
        return (above - below) / ((double) (original + step) - (original - step));
    }

    private static double objective(GraphCase a, TrainingGraph graph, int index, float value) {
        graph.parameters()[index] = value;
        graph.parametersChanged();
        float[] outputs = graph.forward(a.inputs(0), Mode.TRAIN).get(0).values();
        float[] c = a.outputGradients(0).get(0).values();
        double sum = 0;
        for (int i = 0; i < c.length; i++) {
            sum += (double) outputs[i] * c[i];
        }
        return sum;
    }

    private static int largest(float[] gradients, Slice slice) {
        int largest = slice.offset();
        for (int i = slice.offset(); i < slice.end(); i++) {
            if (Math.abs(gradients[i]) > Math.abs(gradients[largest])) {
                largest = i;
            }
        }
        return largest;
    }
}
