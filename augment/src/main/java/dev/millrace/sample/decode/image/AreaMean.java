package dev.millrace.sample.decode.image;

import java.util.Arrays;

/**
 * Brings an image to another size: each pixel is the mean of the old ones that its area covers, weighted by the share that it covers of each, and rounded
 * to the nearest. In whole numbers, so the result is the same on every machine. To the same size, it is the same image.
 *
 * <p>Lengths are measured in units of which an old pixel has as many as there are new ones in the same direction, and the reverse: then both have whole
 * lengths, and the weights along a new pixel add up to the number of old ones.
 */
final class AreaMean {

    private AreaMean() {}

    /**
     * The image in another size.
     *
     * @param image {@code [channels, height, width]}, left as it is
     * @return {@code [channels, newHeight, newWidth]}
     */
    static byte[] resized(byte[] image, int channels, int height, int width, int newHeight, int newWidth) {
        if (height == newHeight && width == newWidth) {
            return image;
        }
        byte[] resized = new byte[channels * newHeight * newWidth];
        long area = (long) height * width;
        long[] sums = new long[newWidth];
        for (int row = 0; row < channels * newHeight; row++) {
            Arrays.fill(sums, area / 2);
            int plane = row / newHeight * height;
            long top = (long) (row % newHeight) * height;
            long bottom = top + height;
            for (long y = top / newHeight; y * newHeight < bottom; y++) {
                long weight = Math.min(bottom, (y + 1) * newHeight) - Math.max(top, y * newHeight);
                addRow(image, (plane + (int) y) * width, width, weight, sums);
            }
            for (int x = 0; x < newWidth; x++) {
                resized[row * newWidth + x] = (byte) (sums[x] / area);
            }
        }
        return resized;
    }

    /** Adds an old row to the sums of a new one. */
    private static void addRow(byte[] image, int start, int width, long weight, long[] sums) {
        int newWidth = sums.length;
        for (int x = 0; x < newWidth; x++) {
            long left = (long) x * width;
            long right = left + width;
            long sum = 0;
            for (long old = left / newWidth; old * newWidth < right; old++) {
                long share = Math.min(right, (old + 1) * newWidth) - Math.max(left, old * newWidth);
                sum += share * (image[start + (int) old] & 0xFF);
            }
            sums[x] += weight * sum;
        }
    }
}
