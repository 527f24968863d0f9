package dev.millrace.trainer.optimize;

import java.util.Arrays;

/**
 * Sum of squares of many floats. The just-in-time compiler turns a loop into vector instructions only when every array in it is a
 * {@code float[]} read at the same index, so values are copied to a small block first and squared into as many separate sums; one
 * running sum would be a chain of dependent additions, ten times slower and less exact.
 *
 * <p>The separate sums are floats: one that passes 3.4e38 makes the total infinite. A gradient with elements beyond 1.8e19 counts
 * as non-finite, as its squares would in the second moments of an optimiser.
 */
final class SquaredSum {

    private static final int LANES = 1024;

    private final float[] sums = new float[LANES];
    private final float[] block = new float[LANES];

    void clear() {
        Arrays.fill(sums, 0);
    }

    void add(float[] values, int from, int to) {
        for (int start = from; start < to; start += LANES) {
            int length = Math.min(LANES, to - start);
            System.arraycopy(values, start, block, 0, length);
            addSquares(sums, block, length);
        }
    }

    /** The square root of the sum: an L2 norm. */
    double root() {
        double total = 0;
        for (float sum : sums) {
            total += sum;
        }
        return Math.sqrt(total);
    }

    private static void addSquares(float[] sums, float[] values, int length) {
        for (int i = 0; i < length; i++) {
            sums[i] += values[i] * values[i];
        }
    }
}
