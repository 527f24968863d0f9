package dev.millrace.sample.decode.image;

import static dev.millrace.sample.decode.image.PngBytes.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AreaMeanTest {

    @Test
    void leavesAnImageOfTheSameSizeAsItIs() {
        byte[] image = bytes(1, 2, 3, 4, 5, 255);
        assertThat(AreaMean.resized(image, 1, 2, 3, 2, 3)).isSameAs(image);
    }

    @Test
    void takesTheMeanOfWholePixelsRoundedToTheNearest() {
        byte[] image = bytes(0, 10, 20, 30, 2, 4, 6, 9, 255, 255, 0, 0, 255, 254, 0, 1);
        assertThat(AreaMean.resized(image, 1, 4, 4, 2, 2)).containsExactly(bytes(4, 16, 255, 0));
    }

    /** Three into two: each new pixel is one old and a half. (2 × 0 + 90) / 3 and (90 + 2 × 255) / 3. */
    @Test
    void weighsAPixelByTheShareThatIsCovered() {
        assertThat(AreaMean.resized(bytes(0, 90, 255), 1, 1, 3, 1, 2)).containsExactly(bytes(30, 200));
        assertThat(AreaMean.resized(bytes(0, 90, 255), 1, 3, 1, 2, 1)).containsExactly(bytes(30, 200));
    }

    /** Two into three: the middle one is half of each. */
    @Test
    void enlargesTheSameWay() {
        assertThat(AreaMean.resized(bytes(10, 31), 1, 1, 2, 1, 3)).containsExactly(bytes(10, 21, 31));
        assertThat(AreaMean.resized(bytes(7), 1, 1, 1, 2, 3)).containsExactly(bytes(7, 7, 7, 7, 7, 7));
    }

    @Test
    void keepsChannelsApart() {
        byte[] image = bytes(0, 2, 100, 102, 200, 202);
        assertThat(AreaMean.resized(image, 3, 1, 2, 1, 1)).containsExactly(bytes(1, 101, 201));
    }

    /** To twice the size each pixel is four, so back again it is itself. */
    @Test
    void undoesAWholeEnlargement() {
        byte[] image = new byte[3 * 5 * 7];
        new Random(1).nextBytes(image);
        byte[] larger = AreaMean.resized(image, 3, 5, 7, 10, 14);
        assertThat(AreaMean.resized(larger, 3, 10, 14, 5, 7)).containsExactly(image);
    }

    @Test
    void reachesTheLargestSumWithoutOverflow() {
        byte[] white = new byte[2_048 * 2_048];
        Arrays.fill(white, (byte) 255);
        assertThat(AreaMean.resized(white, 1, 2_048, 2_048, 1, 1)).containsExactly(bytes(255));
    }
}
