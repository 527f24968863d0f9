package dev.millrace.sample.decode;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One dense tensor, its label before it: {@code [label] element element ...}, row-major, nothing else. What NumPy's
 * {@code array.tobytes()} gives, behind one byte of label.
 *
 * <pre>{@code
 * type: raw-tensor
 * element: uint8
 * shape: [1, 28, 28]
 * label: uint8
 * labels: [t-shirt, trouser, pullover, dress, coat, sandal, shirt, sneaker, bag, boot]
 * }</pre>
 *
 * <p>A record is rejected with the first reason that holds: {@link Reason#NULL_VALUE}; {@link Reason#UNDECODABLE} if it is empty or no label and whole
 * number of elements; {@link Reason#TRUNCATED} and {@link Reason#WRONG_SHAPE} if it holds fewer or more elements than the shape;
 * {@link Reason#UNKNOWN_LABEL}; {@link Reason#NAN} or {@link Reason#INFINITE}, whichever comes first in it.
 *
 * @param feature name of the tensor in the sample; default {@code image}
 * @param element type of an element: {@code uint8} (default) becomes {@link Feature.Bytes}, {@code float32} {@link Feature.Floats}
 * @param byteOrder of an element and of a label: {@code little} (default, as NumPy writes on most machines) or {@code big}
 * @param shape of the tensor, {@code [channels, height, width]} for an image
 * @param label how the label stands before the tensor; default {@code uint8}
 * @param labels names of the classes, by the number that stands in the record; none if {@code label} is {@code none}
 */
public record RawTensor(
        String feature, Element element, Endianness byteOrder, Shape shape, LabelFormat label, List<String> labels)
        implements SampleDecoder {

    /** Type of an element. */
    public enum Element {
        UINT8(1),
        FLOAT32(Float.BYTES);

        private final int bytes;

        Element(int bytes) {
            this.bytes = bytes;
        }
    }

    /** Order of the bytes of an element and of a label. */
    public enum Endianness {
        LITTLE(ByteOrder.LITTLE_ENDIAN),
        BIG(ByteOrder.BIG_ENDIAN);

        private final ByteOrder order;

        Endianness(ByteOrder order) {
            this.order = order;
        }
    }

    /** How the label stands before the tensor. */
    public enum LabelFormat {
        /** Not at all. */
        NONE(0, 0),
        /** One unsigned byte; 255 if the record has no label. */
        UINT8(1, 255),
        /** A signed integer of 4 bytes; -1 if the record has no label. */
        INT32(Integer.BYTES, -1);

        private final int bytes;
        private final int absent;

        LabelFormat(int bytes, int absent) {
            this.bytes = bytes;
            this.absent = absent;
        }
    }

    public RawTensor {
        Objects.requireNonNull(shape, "shape");
        labels = List.copyOf(labels);
        if (feature.isBlank()) {
            throw new IllegalArgumentException("feature must be a name, got '" + feature + "'");
        }
        if (label == LabelFormat.NONE && !labels.isEmpty()) {
            throw new IllegalArgumentException("labels must be left out where label is none, got " + labels);
        }
        if (label != LabelFormat.NONE && labels.isEmpty()) {
            throw new IllegalArgumentException("labels must name the classes where records have a label, got none");
        }
        if (label == LabelFormat.UINT8 && labels.size() > label.absent) {
            throw new IllegalArgumentException(
                    "labels must be at most 255 where label is uint8 (255 says no label), got " + labels.size());
        }
        contract(feature, element, shape, labels);
    }

    @JsonCreator
    static RawTensor of(
            @JsonProperty("feature") @Nullable String feature,
            @JsonProperty("element") @Nullable Element element,
            @JsonProperty("byteOrder") @Nullable Endianness byteOrder,
            @JsonProperty(value = "shape", required = true) Shape shape,
            @JsonProperty("label") @Nullable LabelFormat label,
            @JsonProperty("labels") @Nullable List<String> labels) {
        return new RawTensor(
                Objects.requireNonNullElse(feature, "image"),
                Objects.requireNonNullElse(element, Element.UINT8),
                Objects.requireNonNullElse(byteOrder, Endianness.LITTLE),
                shape,
                Objects.requireNonNullElse(label, LabelFormat.UINT8),
                Objects.requireNonNullElse(labels, List.of()));
    }

    @Override
    public InputContract contract() {
        return contract(feature, element, shape, labels);
    }

    private static InputContract contract(String feature, Element element, Shape shape, List<String> labels) {
        Kind kind = element == Element.UINT8 ? Kind.BYTES : Kind.FLOATS;
        return new InputContract(List.of(new FeatureSpec(feature, kind, shape)), labels);
    }

    @Override
    public Ingested decode(SourceRecord record) {
        Origin origin = record.origin();
        byte[] value = record.value();
        if (value == null) {
            return new Rejected(origin, Reason.NULL_VALUE, expected() + ", found no value", null);
        }
        int length = value.length - label.bytes;
        if (value.length == 0 || length < 0 || length % element.bytes != 0) {
            return misfit(origin, Reason.UNDECODABLE, value);
        }
        int elements = length / element.bytes;
        if (elements != shape.size()) {
            return misfit(origin, elements < shape.size() ? Reason.TRUNCATED : Reason.WRONG_SHAPE, value);
        }
        int index = label(value);
        if (index != label.absent && (index < 0 || index >= labels.size())) {
            String detail = String.format(
                    Locale.ROOT,
                    "expected a label from 0 to %d, or %d for none, found %d",
                    labels.size() - 1,
                    label.absent,
                    index);
            return new Rejected(origin, Reason.UNKNOWN_LABEL, detail, value);
        }
        Target target = index == label.absent ? Target.None.INSTANCE : new Target.Label(index);
        return element == Element.UINT8 ? bytes(origin, value, target) : floats(origin, value, target);
    }

    /** The number before the tensor, or {@code label.absent}. */
    private int label(byte[] value) {
        return switch (label) {
            case NONE -> label.absent;
            case UINT8 -> value[0] & 0xFF;
            case INT32 -> ByteBuffer.wrap(value).order(byteOrder.order).getInt();
        };
    }

    private Ingested bytes(Origin origin, byte[] value, Target target) {
        byte[] elements = Arrays.copyOfRange(value, label.bytes, value.length);
        return Sample.of(origin, Features.of(feature, new Feature.Bytes(elements, shape)), target);
    }

    private Ingested floats(Origin origin, byte[] value, Target target) {
        float[] elements = new float[shape.size()];
        ByteBuffer.wrap(value, label.bytes, value.length - label.bytes)
                .order(byteOrder.order)
                .asFloatBuffer()
                .get(elements);
        for (int i = 0; i < elements.length; i++) {
            if (!Float.isFinite(elements[i])) {
                Reason reason = Float.isNaN(elements[i]) ? Reason.NAN : Reason.INFINITE;
                String detail = "expected finite elements, found " + elements[i] + " at index " + i;
                return new Rejected(origin, reason, detail, value);
            }
        }
        return Sample.of(origin, Features.of(feature, new Feature.Floats(elements, shape)), target);
    }

    private Rejected misfit(Origin origin, Reason reason, byte[] value) {
        return new Rejected(origin, reason, expected() + ", found " + value.length, value);
    }

    private String expected() {
        long bytes = label.bytes + (long) shape.size() * element.bytes;
        return String.format(
                Locale.ROOT,
                "expected %d bytes, %d of label and %d for %s of shape %s",
                bytes,
                label.bytes,
                bytes - label.bytes,
                element.name().toLowerCase(Locale.ROOT),
                shape);
    }
}
