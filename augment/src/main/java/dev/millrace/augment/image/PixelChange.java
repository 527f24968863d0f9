package dev.millrace.augment.image;

import dev.millrace.sample.Shape;

/** A change of pixels whose random numbers are drawn already, so that every image of a sample changes alike. */
interface PixelChange {

    /**
     * Changes an image of unsigned bytes.
     *
     * @param pixels {@code [channels, height, width]}, not modified
     * @return a new array of the same shape
     */
    byte[] apply(byte[] pixels, Shape shape);

    /**
     * Changes an image of floats.
     *
     * @param pixels {@code [channels, height, width]}, not modified
     * @return a new array of the same shape
     */
    float[] apply(float[] pixels, Shape shape);
}
