package dev.millrace.sample;

import java.util.Objects;

/**
 * One named input of a sample as it was decoded, before encoding. Values are immutable by contract: nobody modifies an array
 * after handing it to a feature, and whoever varies a feature makes a new one.
 */
public sealed interface Feature {

    /**
     * Unsigned bytes with a shape, an image for example. They stay bytes until they are encoded.
     *
     * @param values {@code shape.size()} unsigned bytes, row-major
     * @param shape without the batch dimension, {@code [channels, height, width]} for an image
     */
    record Bytes(byte[] values, Shape shape) implements Feature {
        public Bytes {
            requireSize(values.length, shape);
        }
    }

    /**
     * Finite floats with a shape.
     *
     * @param values {@code shape.size()} finite floats, row-major
     * @param shape without the batch dimension
     */
    record Floats(float[] values, Shape shape) implements Feature {
        public Floats {
            requireSize(values.length, shape);
        }
    }

    /** A finite number. Decoders refuse NaN and infinity; an absent number is {@link Missing}. */
    record Numeric(double value) implements Feature {}

    /** One of a set of names, known or not. */
    record Category(String value) implements Feature {
        public Category {
            Objects.requireNonNull(value, "value");
        }
    }

    /** Free text. */
    record Text(String value) implements Feature {
        public Text {
            Objects.requireNonNull(value, "value");
        }
    }

    /** A value the record does not have, and may lack by its schema. */
    record Missing() implements Feature {}

    private static void requireSize(int length, Shape shape) {
        if (length != shape.size()) {
            throw new IllegalArgumentException(
                    "values must have as many elements as shape " + shape + ", got " + length);
        }
    }
}
