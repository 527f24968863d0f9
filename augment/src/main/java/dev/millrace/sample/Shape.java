package dev.millrace.sample;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The dimensions of a tensor, outermost first, each at least 1. Immutable; in YAML and JSON a list: {@code [1, 28, 28]}. */
public final class Shape implements Serializable {

    private final int[] dimensions;
    private final int size;

    private Shape(int[] dimensions) {
        long product = 1;
        for (int dimension : dimensions) {
            if (dimension < 1) {
                throw new IllegalArgumentException(
                        "shape must have dimensions of at least 1, got " + Arrays.toString(dimensions));
            }
            product *= dimension;
            if (product > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "shape must have fewer than 2^31 elements, got " + Arrays.toString(dimensions));
            }
        }
        this.dimensions = dimensions;
        this.size = (int) product;
    }

    /** A shape of these dimensions. */
    @JsonCreator
    public static Shape of(int... dimensions) {
        return new Shape(dimensions.clone());
    }

    /** Number of dimensions. */
    public int rank() {
        return dimensions.length;
    }

    /** The dimension at {@code axis}, counted from 0 outermost. */
    public int dimension(int axis) {
        return dimensions[axis];
    }

    /** Number of elements: the product of the dimensions. */
    public int size() {
        return size;
    }

    /** This shape with one more dimension in front: {@code [batch, ...]}. */
    public Shape batched(int batch) {
        int[] batched = new int[dimensions.length + 1];
        batched[0] = batch;
        System.arraycopy(dimensions, 0, batched, 1, dimensions.length);
        return new Shape(batched);
    }

    /** A copy of the dimensions. */
    @JsonValue
    public int[] toArray() {
        return dimensions.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Shape that && Arrays.equals(dimensions, that.dimensions);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dimensions);
    }

    @Override
    public String toString() {
        return Arrays.toString(dimensions);
    }
}
