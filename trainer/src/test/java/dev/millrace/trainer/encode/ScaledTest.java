package dev.millrace.trainer.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Shape;
import dev.millrace.trainer.ConfigFamily;
import dev.millrace.trainer.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaledTest {

    private static final Shape IMAGE = Shape.of(1, 2, 2);

    @Test
    void leavesTheUnitIntervalAsItIsByDefault() {
        assertThat(new ConfigFamily<>(Encoding.class).parse("{type: scaled}")).isEqualTo(new Scaled(0, 1));
    }

    @Test
    void bytesAreUnsignedAndDividedBy255ThenStandardised() {
        Encoder encoder = new Scaled(0.2, 0.4).encoder(contract(Kind.BYTES, IMAGE));
        List<Tensor> tensors = encoder.encode(List.of(bytes(0, 51, 102, 255), bytes(255, 0, 0, 0)));
        assertThat(tensors).hasSize(1);
        assertThat(tensors.get(0).shape()).isEqualTo(Shape.of(2, 1, 2, 2));
        assertThat(tensors.get(0).values()).containsExactly(-0.5f, 0, 0.5f, 2, 2, -0.5f, -0.5f, -0.5f);
    }

    @Test
    void floatsOfAnyShapeAreStandardised() {
        Encoder encoder = new Scaled(10, 2).encoder(contract(Kind.FLOATS, Shape.of(3)));
        Features row = Features.of("x", new Feature.Floats(new float[] {10, 8, 13}, Shape.of(3)));
        Tensor tensor = encoder.encode(List.of(row)).get(0);
        assertThat(tensor.shape()).isEqualTo(Shape.of(1, 3));
        assertThat(tensor.values()).containsExactly(0, -1, 1.5f);
    }

    @Test
    void theTensorKeepsTheFeaturesShape() {
        assertThat(new Scaled(0, 1).front(contract(Kind.BYTES, IMAGE)).output()).isEqualTo(IMAGE);
    }

    @Test
    void encodesOneFeatureOfBytesOrFloatsOnly() {
        InputContract two = new InputContract(
                List.of(new FeatureSpec("a", Kind.BYTES, IMAGE), new FeatureSpec("b", Kind.BYTES, IMAGE)), List.of());
        assertThatThrownBy(() -> new Scaled(0, 1).check(two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("encode of type scaled must have exactly one feature, got [a, b]");
        assertThatThrownBy(() -> new Scaled(0, 1).check(contract(Kind.TEXT, Shape.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("encode of type scaled must have a feature of bytes or floats, got x of kind TEXT");
    }

    @Test
    void aSampleOfAnotherContractIsRefused() {
        Encoder encoder = new Scaled(0, 1).encoder(contract(Kind.BYTES, IMAGE));
        Features flat = Features.of("x", new Feature.Bytes(new byte[4], Shape.of(4)));
        assertThatThrownBy(() -> encoder.encode(List.of(flat)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("feature x must have shape [1, 2, 2], got [4]");
        Features floats = Features.of("x", new Feature.Floats(new float[4], IMAGE));
        assertThatThrownBy(() -> encoder.encode(List.of(floats)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("feature x must be of kind BYTES, got Floats");
    }

    @Test
    void itsNumbersAreFiniteAndTheDivisorPositive() {
        assertThatThrownBy(() -> new Scaled(Double.NaN, 1)).hasMessage("mean must be finite, got NaN");
        assertThatThrownBy(() -> new Scaled(0, 0)).hasMessage("standardDeviation must be finite and above 0, got 0.0");
        assertThatThrownBy(() -> new Scaled(0, Double.POSITIVE_INFINITY))
                .hasMessage("standardDeviation must be finite and above 0, got Infinity");
    }

    private static InputContract contract(Kind kind, Shape shape) {
        return new InputContract(List.of(new FeatureSpec("x", kind, shape)), List.of());
    }

    private static Features bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Features.of("x", new Feature.Bytes(bytes, IMAGE));
    }
}
