/**
 * Augmentations of images. An image is a feature of shape {@code [channels, height, width]}, {@link
 * dev.millrace.sample.Feature.Bytes} or {@link dev.millrace.sample.Feature.Floats}; a technique varies every image of a sample alike (two views of one
 * part are rotated by the same angle) and leaves its other features as they are.
 *
 * <p>What comes into view from outside the image is 0: black for bytes. Bytes are rounded to the nearest value.
 */
@NullMarked
package dev.millrace.augment.image;

import org.jspecify.annotations.NullMarked;
