package dev.millrace.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.millrace.sample.Shape;
import dev.millrace.trainer.Tensor;
import dev.millrace.trainer.engine.TrainingGraph.Mode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManyHeadsTest {

    /**
     * Two inputs are added; each of two dense heads without bias maps the sum: d/dW of c · (W x) is c xᵀ, by hand.
     */
    @ParameterizedTest
    @MethodSource("dev.millrace.trainer.engine.GraphCase#engines")
    void everyHeadsGradientReachesItsWeights(EngineChoice engine) {
        Block heads = new ParallelBlock(outputs ->
                        new NDList(outputs.get(0).head(), outputs.get(1).head()))
                .add(Linear.builder().setUnits(1).optBias(false).build())
                .add(Linear.builder().setUnits(2).optBias(false).build());
        Block block = new SequentialBlock()
                .add(inputs -> new NDList(inputs.get(0).add(inputs.get(1))))
                .add(heads);
        try (EngineLease lease = EngineLease.training(engine, Duration.ofSeconds(60));
                TrainingGraph graph = ImperativeGraph.of(lease, block, List.of(Shape.of(2), Shape.of(2)))) {
            Arrays.fill(graph.parameters(), 1);
            graph.parametersChanged();
            List<Tensor> outputs = graph.forward(List.of(row(1, 2), row(10, 20)), Mode.TRAIN);
            assertThat(outputs.get(0).values()).containsExactly(33);
            assertThat(outputs.get(1).values()).containsExactly(33, 33);

            graph.backward(List.of(row(2), row(3, -1)));
            assertThat(graph.gradients()).containsExactly(2 * 11, 2 * 22, 3 * 11, 3 * 22, -11, -22);
        }
    }

    private static Tensor row(float... values) {
        return new Tensor(values, Shape.of(1, values.length));
    }
}
