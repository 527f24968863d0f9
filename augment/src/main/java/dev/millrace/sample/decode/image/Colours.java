package dev.millrace.sample.decode.image;

import java.awt.image.Raster;

/** What the samples of a file's pixels mean. */
interface Colours {

    /**
     * One pixel.
     *
     * @param samples a row as it stands in the file, interleaved; left as it is
     * @param at place of the pixel's first sample
     * @return {@code red << 16 | green << 8 | blue}, each 0 to 255
     * @throws UnreadableImage if the samples mean no colour
     */
    int rgb(int[] samples, int at) throws UnreadableImage;

    /**
     * All pixels.
     *
     * @param raster the samples of the file, not converted in any way
     * @param channels 1 for grey, 3 for red, green and blue
     * @return {@code [channels, height, width]}, unsigned
     */
    default byte[] planes(Raster raster, int channels) throws UnreadableImage {
        int width = raster.getWidth();
        int height = raster.getHeight();
        int bands = raster.getNumBands();
        int plane = width * height;
        byte[] planes = new byte[channels * plane];
        int[] row = new int[width * bands];
        int to = 0;
        for (int y = 0; y < height; y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++, to++) {
                int rgb = rgb(row, x * bands);
                if (channels == 1) {
                    planes[to] = (byte) luma(rgb);
                } else {
                    planes[to] = (byte) (rgb >> 16);
                    planes[to + plane] = (byte) (rgb >> 8);
                    planes[to + 2 * plane] = (byte) rgb;
                }
            }
        }
        return planes;
    }

    /**
     * Luma by ITU-R BT.601, {@code 0.299 red + 0.587 green + 0.114 blue}, in 16-bit fixed point and rounded: the factors add up to 65,536, so that a
     * grey keeps its value. Python's Pillow has the same.
     */
    static int luma(int rgb) {
        int red = (rgb >> 16) & 0xFF;
        int green = (rgb >> 8) & 0xFF;
        int blue = rgb & 0xFF;
        return (19_595 * red + 38_470 * green + 7_471 * blue + 32_768) >> 16;
    }

    /** The colour of a grey. */
    static int grey(int value) {
        return value << 16 | value << 8 | value;
    }
}
