package dev.millrace.pipeline.init;

import dev.millrace.sample.Shape;
import dev.millrace.sample.decode.RawTensor;
import dev.millrace.sample.decode.RawTensor.Element;
import dev.millrace.sample.decode.RawTensor.Endianness;
import dev.millrace.sample.decode.RawTensor.LabelFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What equally long byte strings may be: floats if they read as numbers of a usual size, else pixels or other bytes; a label before them if there is room for
 * one and what stands there are few small numbers.
 *
 * @param decoder reads them so
 * @param why what speaks for it, a part of a sentence
 * @param alternatives lines of YAML that would read them otherwise
 * @param classes the labels that came
 */
record TensorGuess(RawTensor decoder, String why, List<String> alternatives, Classes classes) {

    private static final double USUAL = 0.98;
    private static final double LEAST_USUAL = 1e-6;
    private static final double MOST_USUAL = 1e9;
    private static final int MOST_CLASSES = 1_000;
    private static final int SMALLEST_SIDE = 4;

    /** @param values byte strings of one length */
    static TensorGuess of(List<byte[]> values) {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            TensorGuess floats = floats(values, order);
            if (floats != null) {
                return floats;
            }
        }
        return bytes(values);
    }

    private static @Nullable TensorGuess floats(List<byte[]> values, ByteOrder order) {
        int length = values.get(0).length;
        Map<Integer, Integer> wide = length % Float.BYTES == 0 && length >= 2 * Float.BYTES
                ? labels(values, value -> ByteBuffer.wrap(value).order(order).getInt(0), -1)
                : null;
        if (wide != null && areFloats(values, Integer.BYTES, order)) {
            return floats(values, order, LabelFormat.INT32, Integer.BYTES, wide);
        }
        Map<Integer, Integer> narrow = length % Float.BYTES == 1 && length > Float.BYTES
                ? labels(values, value -> value[0] & 0xff, 255)
                : null;
        if (narrow != null && areFloats(values, 1, order)) {
            return floats(values, order, LabelFormat.UINT8, 1, narrow);
        }
        return length % Float.BYTES == 0 && areFloats(values, 0, order)
                ? floats(values, order, LabelFormat.NONE, 0, Map.of())
                : null;
    }

    private static TensorGuess floats(
            List<byte[]> values, ByteOrder order, LabelFormat label, int offset, Map<Integer, Integer> labels) {
        int length = values.get(0).length;
        int elements = (length - offset) / Float.BYTES;
        Classes classes = classes(labels);
        boolean isLittle = order == ByteOrder.LITTLE_ENDIAN;
        RawTensor decoder = new RawTensor(
                "values",
                Element.FLOAT32,
                isLittle ? Endianness.LITTLE : Endianness.BIG,
                Shape.of(elements),
                label,
                label == LabelFormat.NONE ? List.of() : classes.names());
        String why = Phrase.of(
                "%,d bytes are %s%,d %s floats, since they read as numbers of a usual size",
                length, before(label), elements, isLittle ? "little-endian" : "big-endian");
        return new TensorGuess(decoder, why, List.of(), classes);
    }

    private static TensorGuess bytes(List<byte[]> values) {
        int length = values.get(0).length;
        Map<Integer, Integer> labels = labels(values, value -> value[0] & 0xff, 255);
        Shape labelled = image(length - 1);
        Shape unlabelled = image(length);
        boolean hasLabel = length > 1 && labels != null && (labelled != null || unlabelled == null);
        Shape image = hasLabel ? labelled : unlabelled;
        int elements = hasLabel ? length - 1 : length;
        Classes classes = classes(hasLabel && labels != null ? labels : Map.of());
        LabelFormat label = hasLabel ? LabelFormat.UINT8 : LabelFormat.NONE;
        RawTensor decoder = new RawTensor(
                image == null ? "values" : "image",
                Element.UINT8,
                Endianness.LITTLE,
                image == null ? Shape.of(elements) : image,
                label,
                hasLabel ? classes.names() : List.of());
        List<String> alternatives = new ArrayList<>();
        if (image != null) {
            alternatives.add(Phrase.of("shape: [%d]  # if they are no image", elements));
        }
        String why = image == null
                ? Phrase.of("%,d bytes are %s%,d bytes of values", length, before(label), elements)
                : Phrase.of(
                        "%,d bytes are %sthe pixels of an image, since %,d is %s",
                        length, before(label), elements, product(image));
        return new TensorGuess(decoder, why, alternatives, classes);
    }

    private static String before(LabelFormat label) {
        return switch (label) {
            case NONE -> "";
            case UINT8 -> "a label of one byte and ";
            case INT32 -> "a label of four bytes and ";
        };
    }

    private static String product(Shape image) {
        int side = image.dimension(1);
        return (image.dimension(0) == 1 ? "" : image.dimension(0) + " × ") + side + " × " + side;
    }

    /** The square image of so many bytes, grey or in three colours; null if there is none. */
    private static @Nullable Shape image(int length) {
        for (int channels : new int[] {1, 3}) {
            int side = (int) Math.round(Math.sqrt((double) length / channels));
            if (side >= SMALLEST_SIDE && channels * side * side == length) {
                return Shape.of(channels, side, side);
            }
        }
        return null;
    }

    /** How often each label came, except the one that says there is none; null if they are too large or too many for labels. */
    private static @Nullable Map<Integer, Integer> labels(List<byte[]> values, ToIntFunction<byte[]> read, int none) {
        Map<Integer, Integer> labels = new LinkedHashMap<>();
        for (byte[] value : values) {
            int label = value.length == 0 ? -1 : read.applyAsInt(value);
            if (label != none) {
                if (label < 0 || label >= MOST_CLASSES) {
                    return null;
                }
                labels.merge(label, 1, Integer::sum);
            }
        }
        boolean isSpread = labels.size() > Math.max(2, values.size() / 2);
        return labels.isEmpty() || isSpread ? null : labels;
    }

    private static Classes classes(Map<Integer, Integer> labels) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        labels.forEach((label, count) -> counts.put(String.valueOf(label), count));
        return Classes.upTo(
                labels.keySet().stream().mapToInt(label -> label).max().orElse(0), counts);
    }

    /** Whether bytes from {@code offset} on read as floats that are not very large, very small, or no numbers. */
    private static boolean areFloats(List<byte[]> values, int offset, ByteOrder order) {
        long read = 0;
        long usual = 0;
        for (byte[] value : values) {
            ByteBuffer buffer = ByteBuffer.wrap(value).order(order);
            for (int at = offset; at < value.length; at += Float.BYTES) {
                double size = Math.abs(buffer.getFloat(at));
                if (size != 0) {
                    read++;
                    usual += size >= LEAST_USUAL && size <= MOST_USUAL ? 1 : 0;
                }
            }
        }
        return read > 0 && usual >= USUAL * read;
    }
}
