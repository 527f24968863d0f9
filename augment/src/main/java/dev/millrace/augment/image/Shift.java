package dev.millrace.augment.image;

import dev.millrace.sample.Shape;

/**
 * Moves the image; what comes into view is 0.
 *
 * @param right by how many pixels, negative for left
 * @param down by how many pixels, negative for up
 */
record Shift(int right, int down) implements PixelChange {

    @Override
    public byte[] apply(byte[] pixels, Shape shape) {
        byte[] shifted = new byte[pixels.length];
        copyRows(pixels, shifted, shape);
        return shifted;
    }

    @Override
    public float[] apply(float[] pixels, Shape shape) {
        float[] shifted = new float[pixels.length];
        copyRows(pixels, shifted, shape);
        return shifted;
    }

    /** Both arrays hold the same kind of element; {@link System#arraycopy} does not ask which. */
    private void copyRows(Object from, Object to, Shape shape) {
        int channels = shape.dimension(0);
        int height = shape.dimension(1);
        int width = shape.dimension(2);
        int columns = width - Math.abs(right);
        if (columns <= 0) {
            return;
        }
        int firstRow = Math.max(0, -down);
        int lastRow = Math.min(height, height - down);
        int firstColumn = Math.max(0, -right);
        for (int channel = 0; channel < channels; channel++) {
            for (int row = firstRow; row < lastRow; row++) {
                int start = (channel * height + row) * width + firstColumn;
                System.arraycopy(from, start, to, start + down * width + right, columns);
            }
        }
    }
}
