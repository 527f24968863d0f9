package dev.millrace.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.sample.Shape;
import dev.millrace.trainer.ConfigFamily;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class LeNetTest {

    static final List<Shape> UNSUITABLE =
            List.of(Shape.of(784), Shape.of(28, 28), Shape.of(1, 11, 28), Shape.of(1, 28, 11), Shape.of(1, 1, 28, 28));

    @Test
    void hasTheFiltersOfThePaperByDefault() {
        assertThat(new ConfigFamily<>(Network.class).parse("{type: lenet}")).isEqualTo(new LeNet(6, 16));
    }

    @ParameterizedTest
    @FieldSource("UNSUITABLE")
    void refusesAnInputThatItsWindowsDoNotFitInto(Shape input) {
        assertThatThrownBy(() -> new LeNet(6, 16).block(input, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "network of type lenet must have an input of [channels, height, width] with height and width"
                                + " of at least 12, got " + input);
    }

    @Test
    void takesTheSmallestImageThatFits() {
        ai.djl.ndarray.types.Shape[] outputs = new LeNet(6, 16)
                .block(Shape.of(3, 12, 12), 2)
                .getOutputShapes(new ai.djl.ndarray.types.Shape[] {new ai.djl.ndarray.types.Shape(1, 3, 12, 12)});
        assertThat(outputs).containsExactly(new ai.djl.ndarray.types.Shape(1, 2));
    }

    @Test
    void needsFilters() {
        assertThatThrownBy(() -> new LeNet(0, 16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("filters1 must be at least 1, got 0");
        assertThatThrownBy(() -> new LeNet(6, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("filters2 must be at least 1, got -1");
    }
}
