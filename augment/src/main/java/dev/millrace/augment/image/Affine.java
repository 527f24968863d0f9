package dev.millrace.augment.image;

import dev.millrace.sample.Shape;

/**
 * A linear map about the centre of the image, sampled bilinearly: the pixel at {@code (u, v)} from the centre, to the right and down, takes the
 * colour that the image has at {@code (a u + b v, c u + d v)}. Beyond its border the image is 0.
 *
 * <p>The arithmetic on bytes is of integers, so that every machine makes the same pixels: the weights of the four pixels around a place have
 * {@value #WEIGHT_BITS} bits, the most with which a weighted sum fits an {@code int}.
 */
record Affine(double a, double b, double c, double d) implements PixelChange {

    private static final int WEIGHT_BITS = 11;
    private static final int ONE = 1 << WEIGHT_BITS;
    private static final int HALF = 1 << (2 * WEIGHT_BITS - 1);

    /** Bits of a fraction that a float holds exactly. */
    private static final int FLOAT_BITS = 24;

    private static final float FLOAT_UNIT = 1f / (1 << FLOAT_BITS);

    @Override
    public byte[] apply(byte[] pixels, Shape shape) {
        AffineRows rows = new AffineRows(this, shape);
        byte[] source = new byte[rows.sourceSize()];
        rows.pad(pixels, source);
        byte[] mapped = new byte[pixels.length];
        while (rows.next()) {
            map(source, mapped, rows);
        }
        return mapped;
    }

    private static void map(byte[] source, byte[] mapped, AffineRows rows) {
        int stride = rows.stride;
        int plane = rows.plane;
        long x = rows.x;
        long y = rows.y;
        for (int to = rows.to; to < rows.end; to++) {
            int i = plane + AffineRows.whole(y) * stride + AffineRows.whole(x);
            int right = (int) x >>> (AffineRows.FRACTION_BITS - WEIGHT_BITS);
            int below = (int) y >>> (AffineRows.FRACTION_BITS - WEIGHT_BITS);
            int upper = (source[i] & 0xFF) * (ONE - right) + (source[i + 1] & 0xFF) * right;
            int lower = (source[i + stride] & 0xFF) * (ONE - right) + (source[i + stride + 1] & 0xFF) * right;
            mapped[to] = (byte) ((upper * (ONE - below) + lower * below + HALF) >> (2 * WEIGHT_BITS));
            x += rows.stepX;
            y += rows.stepY;
        }
    }

    @Override
    public float[] apply(float[] pixels, Shape shape) {
        AffineRows rows = new AffineRows(this, shape);
        float[] source = new float[rows.sourceSize()];
        rows.pad(pixels, source);
        float[] mapped = new float[pixels.length];
        while (rows.next()) {
            map(source, mapped, rows);
        }
        return mapped;
    }

    private static void map(float[] source, float[] mapped, AffineRows rows) {
        int stride = rows.stride;
        int plane = rows.plane;
        long x = rows.x;
        long y = rows.y;
        for (int to = rows.to; to < rows.end; to++) {
            int i = plane + AffineRows.whole(y) * stride + AffineRows.whole(x);
            float right = ((int) x >>> (AffineRows.FRACTION_BITS - FLOAT_BITS)) * FLOAT_UNIT;
            float below = ((int) y >>> (AffineRows.FRACTION_BITS - FLOAT_BITS)) * FLOAT_UNIT;
            float upper = source[i] * (1 - right) + source[i + 1] * right;
            float lower = source[i + stride] * (1 - right) + source[i + stride + 1] * right;
            mapped[to] = upper * (1 - below) + lower * below;
            x += rows.stepX;
            y += rows.stepY;
        }
    }
}
