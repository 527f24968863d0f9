package dev.millrace.sample.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.sample.Feature;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Rejected;
import dev.millrace.sample.Rejected.Reason;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Shape;
import dev.millrace.sample.Target;
import dev.millrace.sample.decode.RawTensor.Element;
import dev.millrace.sample.decode.RawTensor.Endianness;
import dev.millrace.sample.decode.RawTensor.LabelFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RawTensorTest {

    private static final Origin ORIGIN = new Origin("samples", 2, 40, new byte[] {9}, 1234);
    private static final List<String> LABELS = List.of("cat", "dog", "eel");
    private static final RawTensor BYTES = tensor(Element.UINT8, LabelFormat.UINT8, Endianness.LITTLE);
    private static final RawTensor FLOATS = tensor(Element.FLOAT32, LabelFormat.UINT8, Endianness.LITTLE);

    private static RawTensor tensor(Element element, LabelFormat label, Endianness order) {
        List<String> labels = label == LabelFormat.NONE ? List.of() : LABELS;
        return new RawTensor("image", element, order, Shape.of(1, 2, 2), label, labels);
    }

    @Test
    void readsUnsignedBytesBehindTheirLabel() {
        Sample sample = sample(BYTES, new byte[] {1, 0, 127, (byte) 128, (byte) 255});
        assertThat(sample.target()).isEqualTo(new Target.Label(1));
        assertThat(sample.origin()).isSameAs(ORIGIN);
        assertThat(sample.features()).isSameAs(sample.original());
        assertThat(sample.features().get("image"))
                .usingRecursiveComparison()
                .isEqualTo(new Feature.Bytes(new byte[] {0, 127, (byte) 128, (byte) 255}, Shape.of(1, 2, 2)));
    }

    @ParameterizedTest
    @EnumSource
    void readsFloatsAndLabelsInTheStatedByteOrder(Endianness order) {
        ByteBuffer record = ByteBuffer.allocate(20)
                .order(order == Endianness.LITTLE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        record.putInt(2).putFloat(1.5f).putFloat(-0f).putFloat(Float.MIN_VALUE).putFloat(3);
        Sample sample = sample(tensor(Element.FLOAT32, LabelFormat.INT32, order), record.array());
        assertThat(sample.target()).isEqualTo(new Target.Label(2));
        assertThat(sample.features().get("image"))
                .usingRecursiveComparison()
                .isEqualTo(new Feature.Floats(new float[] {1.5f, -0f, Float.MIN_VALUE, 3}, Shape.of(1, 2, 2)));
    }

    @Test
    void readsARecordWithoutALabelAsASampleWithoutATarget() {
        assertThat(sample(BYTES, new byte[] {(byte) 255, 1, 2, 3, 4}).isLabelled())
                .isFalse();
        assertThat(sample(tensor(Element.UINT8, LabelFormat.NONE, Endianness.LITTLE), new byte[4])
                        .isLabelled())
                .isFalse();
        byte[] minusOne = {-1, -1, -1, -1, 1, 2, 3, 4};
        assertThat(sample(tensor(Element.UINT8, LabelFormat.INT32, Endianness.BIG), minusOne)
                        .isLabelled())
                .isFalse();
    }

    @Test
    void rejectsARecordWithoutAValue() {
        assertRejected(
                BYTES,
                null,
                Reason.NULL_VALUE,
                "expected 5 bytes, 1 of label and 4 for uint8 of shape [1, 2, 2], found no value");
    }

    @Test
    void rejectsBytesThatAreNoLabelAndWholeElements() {
        String expected = "expected 17 bytes, 1 of label and 16 for float32 of shape [1, 2, 2], found ";
        assertRejected(FLOATS, new byte[18], Reason.UNDECODABLE, expected + "18");
        assertRejected(FLOATS, new byte[15], Reason.UNDECODABLE, expected + "15");
        assertRejected(FLOATS, new byte[0], Reason.UNDECODABLE, expected + "0");
        assertRejected(
                BYTES,
                new byte[0],
                Reason.UNDECODABLE,
                "expected 5 bytes, 1 of label and 4 for uint8 of shape [1, 2, 2], found 0");
        assertRejected(
                tensor(Element.UINT8, LabelFormat.INT32, Endianness.LITTLE),
                new byte[3],
                Reason.UNDECODABLE,
                "expected 8 bytes, 4 of label and 4 for uint8 of shape [1, 2, 2], found 3");
        assertRejected(
                tensor(Element.FLOAT32, LabelFormat.NONE, Endianness.LITTLE),
                new byte[0],
                Reason.UNDECODABLE,
                "expected 16 bytes, 0 of label and 16 for float32 of shape [1, 2, 2], found 0");
    }

    @Test
    void rejectsARecordThatEndsEarlyAsTruncated() {
        String expected = "expected 5 bytes, 1 of label and 4 for uint8 of shape [1, 2, 2], found ";
        assertRejected(BYTES, new byte[1], Reason.TRUNCATED, expected + "1");
        assertRejected(BYTES, new byte[4], Reason.TRUNCATED, expected + "4");
        assertRejected(
                FLOATS,
                new byte[13],
                Reason.TRUNCATED,
                "expected 17 bytes, 1 of label and 16 for float32 of shape [1, 2, 2], found 13");
    }

    @Test
    void rejectsMoreElementsThanTheShapeHas() {
        assertRejected(
                BYTES,
                new byte[6],
                Reason.WRONG_SHAPE,
                "expected 5 bytes, 1 of label and 4 for uint8 of shape [1, 2, 2], found 6");
    }

    @Test
    void rejectsALabelOutsideTheList() {
        assertRejected(
                BYTES,
                new byte[] {3, 0, 0, 0, 0},
                Reason.UNKNOWN_LABEL,
                "expected a label from 0 to 2, or 255 for none, found 3");
        assertRejected(
                tensor(Element.UINT8, LabelFormat.INT32, Endianness.BIG),
                new byte[] {-1, -1, -1, -2, 0, 0, 0, 0},
                Reason.UNKNOWN_LABEL,
                "expected a label from 0 to 2, or -1 for none, found -2");
    }

    @Test
    void rejectsAFloatThatIsNotFiniteWithItsPlace() {
        assertRejected(
                FLOATS, floats(0, Float.NaN, 0, 0), Reason.NAN, "expected finite elements, found NaN at index 1");
        assertRejected(
                FLOATS,
                floats(0, 0, 0, Float.POSITIVE_INFINITY),
                Reason.INFINITE,
                "expected finite elements, found Infinity at index 3");
        assertRejected(
                FLOATS,
                floats(Float.NEGATIVE_INFINITY, Float.NaN, 0, 0),
                Reason.INFINITE,
                "expected finite elements, found -Infinity at index 0");
    }

    @Test
    void rejectsAnUnlabelledRecordWithANaNToo() {
        byte[] record = floats(Float.NaN, 0, 0, 0);
        record[0] = (byte) 255;
        assertRejected(FLOATS, record, Reason.NAN, "expected finite elements, found NaN at index 0");
    }

    @Test
    void saysWhatItsSamplesLookLike() {
        assertThat(BYTES.contract())
                .isEqualTo(new InputContract(List.of(new FeatureSpec("image", Kind.BYTES, Shape.of(1, 2, 2))), LABELS));
        assertThat(FLOATS.contract().features().get(0).kind()).isEqualTo(Kind.FLOATS);
    }

    @Test
    void refusesAConfigurationThatCannotBeMeant() {
        Shape shape = Shape.of(2);
        List<String> many = IntStream.range(0, 256).mapToObj(Integer::toString).toList();
        assertThatThrownBy(() -> new RawTensor(" ", Element.UINT8, Endianness.BIG, shape, LabelFormat.NONE, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("feature must be a name, got ' '");
        assertThatThrownBy(() -> new RawTensor("x", Element.UINT8, Endianness.BIG, shape, LabelFormat.NONE, LABELS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels must be left out where label is none, got [cat, dog, eel]");
        assertThatThrownBy(() -> new RawTensor("x", Element.UINT8, Endianness.BIG, shape, LabelFormat.INT32, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels must name the classes where records have a label, got none");
        assertThatThrownBy(() -> new RawTensor("x", Element.UINT8, Endianness.BIG, shape, LabelFormat.UINT8, many))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels must be at most 255 where label is uint8 (255 says no label), got 256");
        assertThatThrownBy(() -> new RawTensor(
                        "x", Element.UINT8, Endianness.BIG, shape, LabelFormat.UINT8, Collections.nCopies(2, "cat")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels must have distinct names, got cat twice");
    }

    private static byte[] floats(float... elements) {
        ByteBuffer record = ByteBuffer.allocate(1 + 4 * elements.length).order(ByteOrder.LITTLE_ENDIAN);
        record.put((byte) 0);
        for (float element : elements) {
            record.putFloat(element);
        }
        return record.array();
    }

    private static Sample sample(RawTensor tensor, byte[] value) {
        Ingested ingested = tensor.decode(SourceRecord.of(ORIGIN, value));
        assertThat(ingested).isInstanceOf(Sample.class);
        return (Sample) ingested;
    }

    private static void assertRejected(RawTensor tensor, byte @Nullable [] value, Reason reason, String detail) {
        Ingested ingested = tensor.decode(SourceRecord.of(ORIGIN, value));
        assertThat(ingested).isEqualTo(new Rejected(ORIGIN, reason, detail, value));
    }
}
