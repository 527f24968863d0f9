package dev.millrace.pipeline.dataset;

import dev.millrace.pipeline.UserError;
import dev.millrace.sample.Shape;
import java.util.Arrays;

/**
 * Grey images with their classes, from a pair of IDX files.
 *
 * @param images {@code [items, height, width]}
 * @param labels {@code [items]}
 */
public record LabelledImages(Idx images, Idx labels) {

    /** @throws UserError if the files do not belong together */
    public LabelledImages {
        if (images.shape().rank() != 3) {
            throw new UserError("images must have the shape [items, height, width], got " + images.shape());
        }
        if (labels.shape().rank() != 1) {
            throw new UserError("labels must have the shape [items], got " + labels.shape());
        }
        if (images.items() != labels.items()) {
            throw new UserError("there must be one label for each image, got " + labels.items() + " labels for "
                    + images.items() + " images");
        }
    }

    /** Number of images. */
    public int size() {
        return images.items();
    }

    /** Shape of one image: {@code [1, height, width]}. */
    public Shape imageShape() {
        return Shape.of(1, images.shape().dimension(1), images.shape().dimension(2));
    }

    /** The class of image {@code index}, from 0. */
    public int label(int index) {
        return labels.values()[index] & 0xff;
    }

    /** The largest class, and one: so many there are at least. */
    public int classes() {
        int classes = 0;
        for (int i = 0; i < size(); i++) {
            classes = Math.max(classes, label(i) + 1);
        }
        return classes;
    }

    /** The pixels of image {@code index}, row-major; the caller owns them. */
    public byte[] pixels(int index) {
        int size = images.itemSize();
        return Arrays.copyOfRange(images.values(), index * size, (index + 1) * size);
    }

    /** Image {@code index} as a record of raw-tensor format with a uint8 label: the label's byte, then the pixels. The caller owns it. */
    public byte[] labelledRecord(int index) {
        int size = images.itemSize();
        byte[] value = new byte[1 + size];
        value[0] = labels.values()[index];
        System.arraycopy(images.values(), index * size, value, 1, size);
        return value;
    }
}
