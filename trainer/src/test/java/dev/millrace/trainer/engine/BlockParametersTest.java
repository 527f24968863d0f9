package dev.millrace.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.sample.Shape;
import dev.millrace.trainer.engine.ParameterLayout.Role;
import dev.millrace.trainer.engine.ParameterLayout.Slice;
import dev.millrace.trainer.network.EmbeddingTable;
import dev.millrace.trainer.network.Front;
import dev.millrace.trainer.network.LeNet;
import dev.millrace.trainer.network.Mlp;
import dev.millrace.trainer.network.Network;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockParametersTest {

    @Test
    void leNetHasTheShapesAndFansOfThePaper() {
        ParameterLayout layout =
                layouts(new LeNet(6, 16), Shape.of(1, 28, 28), 10).get(0);
        assertThat(layout.slices())
                .containsExactly(
                        new Slice("conv1/weight", Shape.of(6, 1, 5, 5), Role.WEIGHT, 0, 25, 150, 0),
                        new Slice("conv1/bias", Shape.of(6), Role.BIAS, 0, 1, 1, 150),
                        new Slice("conv2/weight", Shape.of(16, 6, 5, 5), Role.WEIGHT, 1, 150, 400, 156),
                        new Slice("conv2/bias", Shape.of(16), Role.BIAS, 1, 1, 1, 2556),
                        new Slice("dense1/weight", Shape.of(120, 400), Role.WEIGHT, 2, 400, 120, 2572),
                        new Slice("dense1/bias", Shape.of(120), Role.BIAS, 2, 1, 1, 50572),
                        new Slice("dense2/weight", Shape.of(84, 120), Role.WEIGHT, 3, 120, 84, 50692),
                        new Slice("dense2/bias", Shape.of(84), Role.BIAS, 3, 1, 1, 60772),
                        new Slice("dense3/weight", Shape.of(10, 84), Role.WEIGHT, 4, 84, 10, 60856),
                        new Slice("dense3/bias", Shape.of(10), Role.BIAS, 4, 1, 1, 61696));
        assertThat(layout.size()).isEqualTo(61706);
    }

    @Test
    void statisticsOfBatchNormHaveALayoutOfTheirOwn() {
        List<ParameterLayout> layouts = layouts(new Mlp(List.of(4), true), Shape.of(3), 2);
        assertThat(layouts.get(0).slices())
                .extracting(Slice::name)
                .containsExactly(
                        "dense1/weight",
                        "dense1/bias",
                        "batchnorm1/scale",
                        "batchnorm1/shift",
                        "dense2/weight",
                        "dense2/bias");
        assertThat(layouts.get(1).slices())
                .containsExactly(
                        new Slice("batchnorm1/running-mean", Shape.of(4), Role.RUNNING_MEAN, 1, 1, 1, 0),
                        new Slice("batchnorm1/running-variance", Shape.of(4), Role.RUNNING_VARIANCE, 1, 1, 1, 4));
    }

    @Test
    void anEmbeddingIsNamedByItsFeatureAndLiesBeforeTheNetwork() {
        Front front = new Front(
                Shape.of(5),
                List.of(new EmbeddingTable("colour", 100, 4, false), new EmbeddingTable("dense1/weight", 7, 2, true)));
        assertThat(layouts(front, new Mlp(List.of(), false), 3).get(0).slices())
                .containsExactly(
                        new Slice("embedding/colour", Shape.of(100, 4), Role.EMBEDDING, 0, 1, 1, 0),
                        new Slice("embedding/dense1/weight", Shape.of(7, 2), Role.EMBEDDING, 1, 1, 1, 400),
                        new Slice("dense1/weight", Shape.of(3, 9), Role.WEIGHT, 2, 9, 3, 414),
                        new Slice("dense1/bias", Shape.of(3), Role.BIAS, 2, 1, 1, 441));
    }

    private static List<ParameterLayout> layouts(Network network, Shape input, int outputs) {
        return layouts(Front.none(input), network, outputs);
    }

    private static List<ParameterLayout> layouts(Front front, Network network, int outputs) {
        try (EngineLease lease = EngineLease.training(EngineChoice.AUTO, Duration.ofSeconds(60));
                TrainingGraph graph = ImperativeGraph.of(lease, front, network, outputs)) {
            return List.of(graph.layout(), graph.auxiliaryLayout());
        }
    }
}
