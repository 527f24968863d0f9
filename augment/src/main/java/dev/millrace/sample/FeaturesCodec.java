package dev.millrace.sample;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Features as {@link SampleCodec} writes them. */
final class FeaturesCodec {

    private static final int SAME = 0;
    private static final int BYTES = 1;
    private static final int FLOATS = 2;
    private static final int NUMERIC = 3;
    private static final int CATEGORY = 4;
    private static final int TEXT = 5;
    private static final int MISSING = 6;

    private FeaturesCodec() {}

    /**
     * Writes features.
     *
     * @param original those they were made of: what is still the same object is not written again; null for none
     */
    static void write(Features features, @Nullable Features original, DataOutput out) throws IOException {
        out.writeInt(features.size());
        for (int i = 0; i < features.size(); i++) {
            Wire.writeString(features.names().get(i), out);
            Feature feature = features.get(i);
            if (original != null && i < original.size() && original.get(i) == feature) {
                out.writeByte(SAME);
            } else {
                write(feature, out);
            }
        }
    }

    /** Reads features that were written with {@code original}. */
    static Features read(@Nullable Features original, DataInput in) throws IOException {
        int count = Wire.readLength(in);
        List<String> names = new ArrayList<>();
        List<Feature> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(Wire.readString(in));
            int tag = in.readUnsignedByte();
            if (tag != SAME) {
                values.add(read(tag, in));
            } else if (original != null && i < original.size()) {
                values.add(original.get(i));
            } else {
                throw new IOException("sample bytes must refer to a feature of the original, got place " + i);
            }
        }
        return Features.of(names, values);
    }

    private static void write(Feature feature, DataOutput out) throws IOException {
        if (feature instanceof Feature.Bytes bytes) {
            out.writeByte(BYTES);
            writeShape(bytes.shape(), out);
            Wire.writeBytes(bytes.values(), out);
        } else if (feature instanceof Feature.Floats floats) {
            out.writeByte(FLOATS);
            writeShape(floats.shape(), out);
            Wire.writeFloats(floats.values(), out);
        } else if (feature instanceof Feature.Numeric number) {
            out.writeByte(NUMERIC);
            out.writeDouble(number.value());
        } else if (feature instanceof Feature.Category category) {
            out.writeByte(CATEGORY);
            Wire.writeString(category.value(), out);
        } else if (feature instanceof Feature.Text text) {
            out.writeByte(TEXT);
            Wire.writeString(text.value(), out);
        } else if (feature instanceof Feature.Missing) {
            out.writeByte(MISSING);
        } else {
            throw new IllegalStateException("no tag for " + feature.getClass());
        }
    }

    private static Feature read(int tag, DataInput in) throws IOException {
        return switch (tag) {
            case BYTES -> {
                Shape shape = readShape(in);
                yield new Feature.Bytes(Wire.readBytes(in), shape);
            }
            case FLOATS -> {
                Shape shape = readShape(in);
                yield new Feature.Floats(Wire.readFloats(in), shape);
            }
            case NUMERIC -> new Feature.Numeric(in.readDouble());
            case CATEGORY -> new Feature.Category(Wire.readString(in));
            case TEXT -> new Feature.Text(Wire.readString(in));
            case MISSING -> new Feature.Missing();
            default -> throw Wire.unknown("kind of feature", tag);
        };
    }

    private static void writeShape(Shape shape, DataOutput out) throws IOException {
        out.writeByte(shape.rank());
        for (int axis = 0; axis < shape.rank(); axis++) {
            out.writeInt(shape.dimension(axis));
        }
    }

    private static Shape readShape(DataInput in) throws IOException {
        int[] dimensions = new int[in.readUnsignedByte()];
        for (int axis = 0; axis < dimensions.length; axis++) {
            dimensions[axis] = in.readInt();
        }
        return Shape.of(dimensions);
    }
}
