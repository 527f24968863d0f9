package dev.millrace.sample.decode.image;

import dev.millrace.sample.Rejected.Reason;
import java.util.Locale;

/** An image file whose structure was read and whose pixels were not decoded yet. Shares the file's bytes. */
interface EncodedImage {

    /** Pixels in a row, at least 1, as the file says; they may be far more than there are. */
    int width();

    /** Rows, at least 1, as the file says. */
    int height();

    /** Whether it has no colours, by the form of its pixels: a palette of greys counts as colour. */
    boolean isGrey();

    /**
     * Decodes the pixels. Allocates for {@link #width()} × {@link #height()} pixels, so the caller looks at those first.
     *
     * @param channels 1 for grey, 3 for red, green and blue
     * @return {@code [channels, height, width]}, unsigned
     * @throws UnreadableImage if the file is damaged or holds fewer pixels than it says
     */
    byte[] pixels(int channels) throws UnreadableImage;

    /**
     * Takes a file apart. What it is, is told by its first bytes.
     *
     * @throws UnreadableImage if it is neither PNG nor JPEG, or its structure is damaged
     */
    static EncodedImage of(byte[] file) throws UnreadableImage {
        if (PngFile.isPng(file)) {
            return PngFile.of(file);
        }
        if (JpegFile.isJpeg(file)) {
            return JpegFile.of(file);
        }
        throw new UnreadableImage(
                Reason.UNDECODABLE,
                String.format(
                        Locale.ROOT, "expected a PNG or JPEG file, found %d bytes that begin as neither", file.length));
    }
}
