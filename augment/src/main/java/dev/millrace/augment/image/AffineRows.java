package dev.millrace.augment.image;

import dev.millrace.sample.Shape;

/**
 * Walks the rows of an image that {@link Affine} makes, and says of each which pixels come from inside the source, and where the first of them
 * comes from. These pixels stand side by side, since a straight line crosses the source once; the others are 0.
 *
 * <p>The source has a border of one pixel of 0, so that each place has four pixels around it and the loop over a row asks for no bounds.
 * Places in it are fixed-point numbers with {@value #FRACTION_BITS} bits of fraction: from one pixel of a row to the next they move by
 * a constant, exactly.
 */
final class AffineRows {

    static final int FRACTION_BITS = 32;

    private static final double UNIT = 1L << FRACTION_BITS;
    private static final int BORDER = 1;

    /** From a row of the source to the next. */
    final int stride;

    /** From a pixel of a row to the next. */
    final long stepX;

    final long stepY;

    /** First pixel of the row that comes from inside the source. */
    int to;

    /** The pixel after the last that does. */
    int end;

    /** Where in the source {@link #to} comes from. */
    long x;

    long y;

    /** Start of the row's channel in the source. */
    int plane;

    private final Affine map;
    private final int channels;
    private final int height;
    private final int width;
    private int row = -1;

    AffineRows(Affine map, Shape shape) {
        this.map = map;
        this.channels = shape.dimension(0);
        this.height = shape.dimension(1);
        this.width = shape.dimension(2);
        this.stride = width + 2 * BORDER;
        this.stepX = fixed(map.a());
        this.stepY = fixed(map.c());
    }

    /** Elements of the source with its border. */
    int sourceSize() {
        return channels * (height + 2 * BORDER) * stride;
    }

    /** Copies an image into an array of {@link #sourceSize()} zeros of the same kind of element; {@link System#arraycopy} does not ask which. */
    void pad(Object pixels, Object source) {
        for (int channel = 0; channel < channels; channel++) {
            for (int line = 0; line < height; line++) {
                int from = (channel * height + line) * width;
                int into = (channel * (height + 2 * BORDER) + line + BORDER) * stride + BORDER;
                System.arraycopy(pixels, from, source, into, width);
            }
        }
    }

    /** Goes to the next row, all channels one after the other; false after the last. */
    boolean next() {
        row++;
        if (row == channels * height) {
            return false;
        }
        plane = row / height * (height + 2 * BORDER) * stride;
        double centreX = (width - 1) / 2.0;
        double centreY = (height - 1) / 2.0;
        double v = row % height - centreY;
        x = fixed(BORDER + centreX - map.a() * centreX + map.b() * v);
        y = fixed(BORDER + centreY - map.c() * centreX + map.d() * v);
        narrow();
        return true;
    }

    private void narrow() {
        int first = 0;
        int after = width;
        while (first < after && !inside(x + first * stepX, y + first * stepY)) {
            first++;
        }
        while (after > first && !inside(x + (after - 1) * stepX, y + (after - 1) * stepY)) {
            after--;
        }
        x += first * stepX;
        y += first * stepY;
        to = row * width + first;
        end = row * width + after;
    }

    private boolean inside(long atX, long atY) {
        int left = whole(atX);
        int above = whole(atY);
        return left >= 0 && left <= width && above >= 0 && above <= height;
    }

    /** The place's pixel, the one to the left of it or above. */
    static int whole(long place) {
        return (int) (place >> FRACTION_BITS);
    }

    private static long fixed(double place) {
        return Math.round(place * UNIT);
    }
}
