package dev.millrace.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.sample.Shape;
import dev.millrace.trainer.Tensor;
import dev.millrace.trainer.engine.TrainingGraph.Mode;
import dev.millrace.trainer.network.EmbeddingTable;
import dev.millrace.trainer.network.Front;
import dev.millrace.trainer.network.Mlp;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Vectors looked up, seen through a dense layer that passes on what it is given. */
class EmbeddingBlockTest {

    private static final String ENGINES = "dev.millrace.trainer.engine.GraphCase#engines";

    /** One number, and two tables of two vectors of length 1. */
    private static final Front MIXED =
            new Front(Shape.of(3), List.of(new EmbeddingTable("a", 2, 1, false), new EmbeddingTable("b", 2, 1, true)));

    private static final float[] VECTORS = {10, 20, 100, 200};
    private static final float[] IDENTITY_AND_BIAS = {1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0};

    @ParameterizedTest
    @MethodSource(ENGINES)
    void numbersPassAndColumnsNameVectorsFrom1(EngineChoice engine) {
        try (EngineLease lease = EngineLease.training(engine, Duration.ofSeconds(60));
                TrainingGraph graph = graph(lease, MIXED)) {
            Tensor outputs = graph.forward(List.of(rows(-3, 1, 2, 4, 2, 1)), Mode.PREDICT)
                    .get(0);
            assertThat(outputs.values()).containsExactly(-3, 10, 200, 4, 20, 100);
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void aMissingCategoryIsZerosAndMovesNoVector(EngineChoice engine) {
        try (EngineLease lease = EngineLease.training(engine, Duration.ofSeconds(60));
                TrainingGraph graph = graph(lease, MIXED)) {
            Tensor outputs =
                    graph.forward(List.of(rows(-3, 1, 0, 4, 1, 1)), Mode.TRAIN).get(0);
            assertThat(outputs.values()).containsExactly(-3, 10, 0, 4, 10, 100);
            graph.backward(List.of(new Tensor(new float[] {1, 2, 3, 4, 5, 6}, Shape.of(2, 3))));
            assertThat(graph.gradients()).startsWith(2 + 5, 0, 6, 0);
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void oneTableAloneIsEnough(EngineChoice engine) {
        Front alone = new Front(Shape.of(1), List.of(new EmbeddingTable("a", 4, 3, false)));
        try (EngineLease lease = EngineLease.training(engine, Duration.ofSeconds(60));
                ImperativeGraph graph = ImperativeGraph.of(lease, alone, new Mlp(List.of(), false), 3)) {
            set(graph, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, IDENTITY_AND_BIAS);
            Tensor outputs = graph.forward(List.of(new Tensor(new float[] {4, 1}, Shape.of(2, 1))), Mode.PREDICT)
                    .get(0);
            assertThat(outputs.values()).containsExactly(10, 11, 12, 1, 2, 3);
        }
    }

    private static TrainingGraph graph(EngineLease lease, Front front) {
        ImperativeGraph graph = ImperativeGraph.of(lease, front, new Mlp(List.of(), false), 3);
        set(graph, VECTORS, IDENTITY_AND_BIAS);
        return graph;
    }

    private static void set(TrainingGraph graph, float[] vectors, float[] layer) {
        assertThat(graph.parameters()).hasSize(vectors.length + layer.length);
        System.arraycopy(vectors, 0, graph.parameters(), 0, vectors.length);
        System.arraycopy(layer, 0, graph.parameters(), vectors.length, layer.length);
        graph.parametersChanged();
    }

    private static Tensor rows(float... values) {
        return new Tensor(values, Shape.of(values.length / 3, 3));
    }
}
