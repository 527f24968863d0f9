package dev.millrace.sample.decode.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each kind of JPEG becomes. Of a flat image at the best quality, the codec keeps each sample to within 1. */
class JpegPixelsTest {

    private static final int SIZE = 17;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 200, 255})
    void keepsAGrey(int grey) throws Exception {
        byte[] file = JpegBytes.raw(JpegBytes.flat(SIZE, SIZE, grey));
        assertFlat(file, 1, grey);
        assertFlat(file, 1, grey, grey, grey);
    }

    @ParameterizedTest
    @CsvSource({"200, 100, 50", "0, 255, 0", "0, 0, 255", "255, 255, 255", "17, 17, 17"})
    void keepsAColour(int red, int green, int blue) throws Exception {
        for (boolean progressive : new boolean[] {false, true}) {
            byte[] file = JpegBytes.jfif(image(red << 16 | green << 8 | blue), progressive);
            assertFlat(file, 3, red, green, blue);
            assertFlat(file, 3, Colours.luma(red << 16 | green << 8 | blue));
        }
    }

    @Test
    void tellsRgbFromYCbCrByAdobesSegmentThenByTheComponentsNames() throws Exception {
        byte[] plain = JpegBytes.raw(JpegBytes.flat(SIZE, SIZE, 200, 100, 50));
        assertFlat(JpegBytes.withAdobe(plain, 0), 1, 200, 100, 50);
        byte[] named = plain.clone();
        int frame = JpegBytes.find(plain, 0xC0);
        int scan = JpegBytes.find(plain, 0xDA);
        for (int i = 0; i < 3; i++) {
            named[frame + 9 + 3 * i] = (byte) "RGB".charAt(i);
            named[scan + 4 + 2 * i] = (byte) "RGB".charAt(i);
        }
        assertFlat(named, 1, 200, 100, 50);
        // Y 200, Cb 100, Cr 50: red = 200 + 1.402 (50 - 128), blue = 200 + 1.772 (100 - 128),
        // green = 200 - 0.344 (100 - 128) - 0.714 (50 - 128), which is more than 255
        assertFlat(plain, 3, 91, 255, 150);
        assertFlat(JpegBytes.withAdobe(plain, 1), 3, 91, 255, 150);
    }

    /** As Adobe writes inks, 255 is none of it: red = cyan × black / 255. */
    @Test
    void printsFourInks() throws Exception {
        byte[] file = JpegBytes.raw(JpegBytes.flat(SIZE, SIZE, 200, 100, 50, 128));
        assertFlat(file, 2, 100, 50, 25);
        assertFlat(JpegBytes.withAdobe(file, 0), 2, 100, 50, 25);
        assertFlat(file, 2, Colours.luma(100 << 16 | 50 << 8 | 25));
    }

    /** YCCK: the first three are the inks' complements in YCbCr, here of red 91, green 255, blue 150 as above; 255 - 91 = 164, half of it is 82. */
    @Test
    void printsFourInksWrittenInYcck() throws Exception {
        byte[] file = JpegBytes.withAdobe(JpegBytes.raw(JpegBytes.flat(SIZE, SIZE, 200, 100, 50, 128)), 2);
        assertFlat(file, 2, 82, 0, 53);
    }

    /** The JDK's own reader converts in libjpeg; ours converts in Java, by the same factors. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void agreesWithTheJdkToTheBit(boolean progressive) throws Exception {
        Random random = new Random(20261124);
        BufferedImage image = new BufferedImage(61, 47, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, (4 * x) << 16 | (5 * y) << 8 | random.nextInt(256));
            }
        }
        byte[] file = JpegBytes.jfif(image, progressive);
        BufferedImage expected = ImageIO.read(new ByteArrayInputStream(file));
        byte[] pixels = EncodedImage.of(file).pixels(3);
        int plane = 61 * 47;
        for (int i = 0; i < plane; i++) {
            int rgb = (pixels[i] & 0xFF) << 16 | (pixels[plane + i] & 0xFF) << 8 | (pixels[2 * plane + i] & 0xFF);
            assertThat(rgb).isEqualTo(expected.getRGB(i % 61, i / 61) & 0xFFFFFF);
        }
    }

    @Test
    void readsNeitherProfileNorThumbnailNorOrientation() throws Exception {
        byte[] file = JpegBytes.jfif(image(0x204060), false);
        byte[] pixels = EncodedImage.of(file).pixels(3);
        byte[] orientation = PngBytes.bytes(
                'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0,
                0, 0);
        byte[] profile = Arrays.copyOf("ICC_PROFILE\0\1\1 no profile".getBytes(StandardCharsets.ISO_8859_1), 3_000);
        byte[] dressed = JpegBytes.withSegment(JpegBytes.withSegment(file, 0xE1, orientation), 0xE2, profile);
        assertThat(EncodedImage.of(dressed).pixels(3)).containsExactly(pixels);
    }

    @Test
    void passesOverWhatFollowsTheEndAndPadsAMarker() throws Exception {
        byte[] file = JpegBytes.jfif(image(0x204060), false);
        byte[] pixels = EncodedImage.of(file).pixels(3);
        assertThat(EncodedImage.of(Arrays.copyOf(file, file.length + 100)).pixels(3))
                .containsExactly(pixels);
        byte[] padded = new byte[file.length + 1];
        int scan = JpegBytes.find(file, 0xDA);
        System.arraycopy(file, 0, padded, 0, scan);
        padded[scan] = (byte) 0xFF;
        System.arraycopy(file, scan, padded, scan + 1, file.length - scan);
        assertThat(EncodedImage.of(padded).pixels(3)).containsExactly(pixels);
    }

    private static BufferedImage image(int rgb) {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                image.setRGB(x, y, rgb);
            }
        }
        return image;
    }

    private static void assertFlat(byte[] file, int tolerance, int... expected) throws UnreadableImage {
        int channels = expected.length;
        byte[] pixels = EncodedImage.of(file).pixels(channels);
        assertThat(pixels).hasSize(channels * SIZE * SIZE);
        for (int i = 0; i < pixels.length; i++) {
            assertThat(pixels[i] & 0xFF).isCloseTo(expected[i / (SIZE * SIZE)], within(tolerance));
        }
    }
}
