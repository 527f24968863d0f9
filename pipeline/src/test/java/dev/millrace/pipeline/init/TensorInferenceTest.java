package dev.millrace.pipeline.init;

import static dev.millrace.pipeline.init.Samples.load;
import static dev.millrace.pipeline.init.Samples.propose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.UserError;
import dev.millrace.sample.Shape;
import dev.millrace.sample.decode.RawTensor;
import dev.millrace.sample.decode.RawTensor.Element;
import dev.millrace.sample.decode.RawTensor.Endianness;
import dev.millrace.sample.decode.RawTensor.LabelFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorInferenceTest {

    private final Random random = new Random(1);

    @ParameterizedTest
    @CsvSource({"784, 1, 28", "3072, 3, 32", "16, 1, 4"})
    void takesAByteAndASquareForALabelledImage(int pixels, int channels, int side) {
        Proposal proposal = propose(Samples.of(bytes(60, i -> i % 10, pixels)));

        assertThat(proposal.decoder())
                .isEqualTo(new RawTensor(
                        "image",
                        Element.UINT8,
                        Endianness.LITTLE,
                        Shape.of(channels, side, side),
                        LabelFormat.UINT8,
                        numbers(10)));
        assertThat(String.join("\n", proposal.report()))
                .contains("assumed        %,d bytes are a label of one byte and the pixels of an image"
                        .formatted(pixels + 1))
                .contains("not decided    the names of the classes");
        assertThat(proposal.yaml()).contains("# shape: [%d]  # if they are no image".formatted(pixels));
        assertLoadsAsInferred(proposal);
    }

    @Test
    void takesTheNumberWithoutALabelIntoAccount() {
        Proposal proposal = propose(Samples.of(bytes(60, i -> i % 2 == 0 ? 255 : i % 3, 784)));

        assertThat(((RawTensor) proposal.decoder()).labels()).isEqualTo(numbers(3));
        assertLoadsAsInferred(proposal);
    }

    @Test
    void saysThatImagesWithoutALabelTeachNothing() {
        List<byte[]> images = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            byte[] pixels = new byte[784];
            random.nextBytes(pixels);
            images.add(pixels);
        }
        Proposal proposal = propose(Samples.of(images));

        assertThat(proposal.isComplete()).isFalse();
        assertThat(((RawTensor) proposal.decoder()).label()).isEqualTo(LabelFormat.NONE);
        assertThat(String.join("\n", proposal.report()))
                .contains("not decided    the label: nothing before the tensor");
    }

    @ParameterizedTest
    @CsvSource({"LITTLE, INT32", "BIG, INT32", "LITTLE, UINT8", "BIG, UINT8"})
    void tellsFloatsByTheirSize(Endianness order, LabelFormat label) {
        Proposal proposal = propose(Samples.of(floats(60, order, label, 8)));

        assertThat(proposal.decoder())
                .isEqualTo(new RawTensor("values", Element.FLOAT32, order, Shape.of(8), label, numbers(3)));
        assertLoadsAsInferred(proposal);
    }

    @Test
    void takesBytesOfNoSquareForValues() {
        Proposal proposal = propose(Samples.of(bytes(60, i -> i % 2, 22)));

        assertThat(((RawTensor) proposal.decoder()).shape()).isEqualTo(Shape.of(22));
        assertLoadsAsInferred(proposal);
    }

    @Test
    void countsTheFewOfAnotherLengthAsDeadLetters() {
        List<byte[]> values = bytes(60, i -> i % 10, 784);
        values.add(new byte[] {1, 2, 3});
        Proposal proposal = propose(Samples.of(values));

        assertThat(String.join("\n", proposal.report()))
                .contains("dead letters   1 records of another length than 785 bytes")
                .contains("decoded        60 of 61 records; dead letters: 1 truncated");
    }

    @Test
    void saysThatTheLengthsDiffer() {
        List<byte[]> values =
                IntStream.range(1, 50).mapToObj(i -> new byte[i * 7]).toList();
        assertThatThrownBy(() -> propose(Samples.of(values)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("the records are bytes of 49 different lengths");
    }

    private List<byte[]> bytes(int count, IntUnaryOperator label, int pixels) {
        List<byte[]> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] value = new byte[1 + pixels];
            random.nextBytes(value);
            value[0] = (byte) label.applyAsInt(i);
            values.add(value);
        }
        return values;
    }

    private List<byte[]> floats(int count, Endianness order, LabelFormat label, int size) {
        List<byte[]> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ByteBuffer value = ByteBuffer.allocate((label == LabelFormat.INT32 ? 4 : 1) + 4 * size)
                    .order(order == Endianness.LITTLE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            if (label == LabelFormat.INT32) {
                value.putInt(i % 5 == 0 ? -1 : i % 3);
            } else {
                value.put((byte) (i % 5 == 0 ? 255 : i % 3));
            }
            for (int j = 0; j < size; j++) {
                value.putFloat((float) (random.nextGaussian() * 20));
            }
            values.add(value.array());
        }
        return values;
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }

    private static void assertLoadsAsInferred(Proposal proposal) {
        assertThat(load(proposal).source().decoder()).isEqualTo(proposal.decoder());
    }
}
