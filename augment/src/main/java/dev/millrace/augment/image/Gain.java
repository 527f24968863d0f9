package dev.millrace.augment.image;

import dev.millrace.sample.Shape;

/**
 * Multiplies every pixel. Bytes are rounded and saturate at 255; floats have no known range and are not bounded.
 *
 * @param factor at least 0
 */
record Gain(float factor) implements PixelChange {

    @Override
    public byte[] apply(byte[] pixels, Shape shape) {
        byte[] scaled = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            scaled[i] = (byte) Math.min(255, (int) ((pixels[i] & 0xFF) * factor + 0.5f));
        }
        return scaled;
    }

    @Override
    public float[] apply(float[] pixels, Shape shape) {
        float[] scaled = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            scaled[i] = pixels[i] * factor;
        }
        return scaled;
    }
}
