package dev.millrace.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.sample.Shape;
import dev.millrace.trainer.Tensor;
import dev.millrace.trainer.engine.TrainingGraph.Mode;
import dev.millrace.trainer.network.Mlp;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every training graph keeps to, on every engine and network; of gradients, {@link GraphGradientsTest} says it. */
class TrainingGraphContractTest {

    private static final String ALL = "dev.millrace.trainer.engine.GraphCase#all";

    @ParameterizedTest
    @MethodSource(ALL)
    void predictingChangesNothing(GraphCase a) {
        try (EngineLease lease = a.lease();
                TrainingGraph graph = a.graph(lease)) {
            a.train(graph, 0, 3);
            float[] parameters = graph.parameters().clone();
            float[] gradients = graph.gradients().clone();
            float[] auxiliary = graph.auxiliary().clone();
            float[] before = a.predict(graph);
            assertThat(a.predict(graph)).isEqualTo(before);
            assertThat(graph.parameters()).isEqualTo(parameters);
            assertThat(graph.gradients()).isEqualTo(gradients);
            assertThat(graph.auxiliary()).isEqualTo(auxiliary);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void trainingMovesAllStatisticsAndLeavesParametersToTheCaller(GraphCase a) {
        try (EngineLease lease = a.lease();
                TrainingGraph graph = a.graph(lease)) {
            float[] parameters = graph.parameters().clone();
            float[] auxiliary = graph.auxiliary().clone();
            graph.forward(a.inputs(0), Mode.TRAIN);
            graph.backward(a.outputGradients(0));
            assertThat(graph.parameters()).isEqualTo(parameters);
            boolean normalised = a.network() instanceof Mlp mlp && mlp.batchNorm();
            assertThat(auxiliary.length > 0).isEqualTo(normalised);
            for (int i = 0; i < auxiliary.length; i++) {
                assertThat(graph.auxiliary()[i]).isNotEqualTo(auxiliary[i]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void trainingForwardWithoutBackwardLeavesNoTrace(GraphCase a) {
        try (EngineLease lease = a.lease();
                TrainingGraph graph = a.graph(lease)) {
            a.train(graph, 0, 3);
            float[] auxiliary = graph.auxiliary().clone();
            float[] before = a.predict(graph);
            graph.forward(a.inputs(3), Mode.TRAIN);
            graph.forward(a.inputs(4), Mode.TRAIN);
            assertThat(a.predict(graph)).isEqualTo(before);
            assertThat(graph.auxiliary()).isEqualTo(auxiliary);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void parametersAndStatisticsPutBackPredictAndTrainAsBefore(GraphCase a) {
        try (EngineLease lease = a.lease();
                TrainingGraph graph = a.graph(lease)) {
            a.train(graph, 0, 3);
            float[] parameters = graph.parameters().clone();
            float[] auxiliary = graph.auxiliary().clone();
            float[] before = a.predict(graph);
            a.train(graph, 3, 6);
            float[] trained = graph.parameters().clone();
            assertThat(a.predict(graph)).isNotEqualTo(before);

            put(parameters, graph.parameters());
            put(auxiliary, graph.auxiliary());
            graph.parametersChanged();
            assertThat(a.predict(graph)).isEqualTo(before);
            a.train(graph, 3, 6);
            assertThat(graph.parameters()).isEqualTo(trained);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void anotherGraphContinuesBitForBit(GraphCase a) {
        try (EngineLease lease = a.lease();
                TrainingGraph graph = a.graph(lease);
                TrainingGraph restored = a.graph(lease)) {
            a.train(graph, 0, 5);
            put(graph.parameters(), restored.parameters());
            put(graph.auxiliary(), restored.auxiliary());
            restored.parametersChanged();
            a.train(graph, 5, 10);
            a.train(restored, 5, 10);
            assertThat(restored.parameters()).isEqualTo(graph.parameters());
            assertThat(restored.auxiliary()).isEqualTo(graph.auxiliary());
            assertThat(a.predict(restored)).isEqualTo(a.predict(graph));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void parametersCountWhenTheyAreSaidToHaveChanged(GraphCase a) {
        try (EngineLease lease = a.lease();
                TrainingGraph graph = a.graph(lease)) {
            float[] before = a.predict(graph);
            graph.parameters()[0] += 1;
            graph.parameters()[graph.parameters().length - 1] += 1;
            assertThat(a.predict(graph)).isEqualTo(before);
            graph.parametersChanged();
            assertThat(a.predict(graph)).isNotEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void notANumberIsGoneWithTheStepThatBroughtIt(GraphCase a) {
        try (EngineLease lease = a.lease();
                TrainingGraph graph = a.graph(lease)) {
            a.train(graph, 0, 2);
            float[] auxiliary = graph.auxiliary().clone();
            float[] before = a.predict(graph);
            graph.forward(a.inputs(2), Mode.TRAIN);
            graph.backward(a.outputGradients(2));
            float[] gradients = graph.gradients().clone();
            put(auxiliary, graph.auxiliary());
            graph.parametersChanged();

            graph.forward(a.poisonedInputs(3), Mode.TRAIN);
            graph.backward(a.outputGradients(3));
            assertThat(graph.gradients()).contains(Float.NaN);
            put(auxiliary, graph.auxiliary());
            graph.parametersChanged();

            assertThat(a.predict(graph)).isEqualTo(before);
            graph.forward(a.inputs(2), Mode.TRAIN);
            graph.backward(a.outputGradients(2));
            assertThat(graph.gradients()).isEqualTo(gradients);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void takesBatchesOfAnySizeAndSamplesPredictAloneAsInCompany(GraphCase a) {
        try (EngineLease lease = a.lease();
                TrainingGraph graph = a.graph(lease)) {
            a.train(graph, 0, 3);
            float[] together = a.predict(graph);
            Tensor all = a.inputs(-1).get(0);
            int size = a.input().size();
            for (int i = 0; i < GraphCase.BATCH; i++) {
                Tensor one = new Tensor(
                        Arrays.copyOfRange(all.values(), i * size, (i + 1) * size),
                        a.input().batched(1));
                List<Tensor> outputs = graph.forward(List.of(one), Mode.PREDICT);
                assertThat(outputs.get(0).shape()).isEqualTo(Shape.of(1, GraphCase.OUTPUTS));
                for (int k = 0; k < GraphCase.OUTPUTS; k++) {
                    assertThat(outputs.get(0).values()[k])
                            .isCloseTo(together[i * GraphCase.OUTPUTS + k], within(1e-5f));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void otherShapesAreRefusedAndTheGraphGoesOn(GraphCase a) {
        Tensor other = new Tensor(new float[8], Shape.of(2, 4));
        try (EngineLease lease = a.lease();
                TrainingGraph graph = a.graph(lease)) {
            float[] before = a.predict(graph);
            assertThatThrownBy(() -> graph.forward(List.of(other), Mode.TRAIN))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("inputs must have shapes [" + a.input().batched(2) + "], got [[2, 4]]");
            graph.forward(a.inputs(0), Mode.TRAIN);
            assertThatThrownBy(() -> graph.backward(List.of(other)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("outputGradients must have shapes [[8, 3]], got [[2, 4]]");
            assertThat(a.predict(graph)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void aClosedGraphRefuses(GraphCase a) {
        try (EngineLease lease = a.lease()) {
            TrainingGraph graph = a.graph(lease);
            graph.forward(a.inputs(0), Mode.TRAIN);
            graph.close();
            graph.close();
            assertThatThrownBy(() -> a.predict(graph))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the graph is closed");
            try (TrainingGraph next = a.graph(lease)) {
                a.train(next, 0, 1);
            }
        }
    }

    private static void put(float[] from, float[] to) {
        System.arraycopy(from, 0, to, 0, from.length);
    }
}
