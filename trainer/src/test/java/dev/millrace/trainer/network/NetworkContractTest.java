package dev.millrace.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.nn.Block;
import dev.millrace.sample.Shape;
import dev.millrace.trainer.ConfigFamily;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every network keeps to, configured as the example of its Javadoc. */
class NetworkContractTest {

    private static final Shape IMAGE = Shape.of(1, 28, 28);

    static List<Network> networks() throws IOException {
        ConfigFamily<Network> family = new ConfigFamily<>(Network.class);
        List<Network> networks = new ArrayList<>();
        for (Class<? extends Network> member : family.members()) {
            networks.add(family.example(member));
        }
        return networks;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void givesOneRowOfLogitsPerSample(Network network) {
        Block block = network.block(IMAGE, 10);
        ai.djl.ndarray.types.Shape[] outputs =
                block.getOutputShapes(new ai.djl.ndarray.types.Shape[] {new ai.djl.ndarray.types.Shape(32, 1, 28, 28)});
        assertThat(outputs).containsExactly(new ai.djl.ndarray.types.Shape(32, 10));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void makesANewBlockEachTime(Network network) {
        assertThat(network.block(IMAGE, 10)).isNotSameAs(network.block(IMAGE, 10));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void needsSomethingToPutOut(Network network) {
        assertThatThrownBy(() -> network.block(IMAGE, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("outputs must be at least 1, got 0");
    }
}
