package dev.millrace.augment.image;

import dev.millrace.sample.Shape;

/** Exchanges left and right. */
record Mirror() implements PixelChange {

    @Override
    public byte[] apply(byte[] pixels, Shape shape) {
        int width = shape.dimension(2);
        byte[] mirrored = new byte[pixels.length];
        for (int row = 0; row < pixels.length; row += width) {
            int last = row + width - 1;
            for (int x = 0; x < width; x++) {
                mirrored[last - x] = pixels[row + x];
            }
        }
        return mirrored;
    }

    @Override
    public float[] apply(float[] pixels, Shape shape) {
        int width = shape.dimension(2);
        float[] mirrored = new float[pixels.length];
        for (int row = 0; row < pixels.length; row += width) {
            int last = row + width - 1;
            for (int x = 0; x < width; x++) {
                mirrored[last - x] = pixels[row + x];
            }
        }
        return mirrored;
    }
}
