package dev.millrace.augment.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.sample.Shape;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AffineTest {

    private static final Shape SQUARE = Shape.of(1, 3, 3);

    @Test
    void turnsAgainstTheClockByAQuarter() {
        byte[] pixels = {
            1, 2, 3,
            4, 5, 6,
            7, 8, 9
        };
        assertThat(Rotation.turn(0, 1).apply(pixels, SQUARE)).containsExactly(3, 6, 9, 2, 5, 8, 1, 4, 7);
        assertThat(Rotation.turn(0, -1).apply(pixels, SQUARE)).containsExactly(7, 4, 1, 8, 5, 2, 9, 6, 3);
    }

    @Test
    void turnsEachChannelOfAnOblongImageByAHalf() {
        float[] pixels = {1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60};
        assertThat(Rotation.turn(-1, 0).apply(pixels, Shape.of(2, 2, 3)))
                .containsExactly(6, 5, 4, 3, 2, 1, 60, 50, 40, 30, 20, 10);
    }

    /** From the centre at 1, twice as large: places 0.5, 1, 1.5 of the source. */
    @Test
    void takesTheMeanHalfwayBetweenTwoPixels() {
        Shape row = Shape.of(1, 1, 3);
        assertThat(Scaling.enlarge(2).apply(new byte[] {10, 20, 40}, row)).containsExactly(15, 20, 30);
        assertThat(Scaling.enlarge(2).apply(new float[] {10, 20, 40}, row)).containsExactly(15, 20, 30);
    }

    /** A quarter of a pixel outside, at -0.25 and 2.25, three quarters of the border's colour are left: 7.5 and 30. */
    @Test
    void fadesToZeroAcrossTheBorder() {
        Shape row = Shape.of(1, 1, 3);
        assertThat(Scaling.enlarge(0.8).apply(new float[] {10, 20, 40}, row)).containsExactly(7.5f, 20, 30);
        assertThat(Scaling.enlarge(0.8).apply(new byte[] {10, 20, 40}, row)).containsExactly(8, 20, 30);
        assertThat(Scaling.enlarge(0.5).apply(new byte[] {10, 20, 40}, row)).containsExactly(0, 20, 0);
        assertThat(Scaling.enlarge(0.1).apply(new byte[] {10, 20, 40}, row)).containsExactly(0, 20, 0);
    }

    @Test
    void keepsEveryPixelUnderTheIdentity() {
        byte[] bytes = new byte[2 * 7 * 5];
        new Random(3).nextBytes(bytes);
        float[] floats = new float[bytes.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = bytes[i] * 0.37f;
        }
        Affine identity = new Affine(1, 0, 0, 1);
        assertThat(identity.apply(bytes, Shape.of(2, 7, 5))).containsExactly(bytes);
        assertThat(identity.apply(floats, Shape.of(2, 7, 5))).containsExactly(floats);
    }

    @Test
    void keepsWhiteWhiteInsideTheImage() {
        byte[] white = new byte[9 * 9];
        Arrays.fill(white, (byte) 255);
        byte[] turned = Rotation.turn(StrictMath.cos(0.3), StrictMath.sin(0.3)).apply(white, Shape.of(1, 9, 9));
        assertThat(turned[4 * 9 + 4]).isEqualTo((byte) 255);
        assertThat(turned[2 * 9 + 5]).isEqualTo((byte) 255);
        assertThat(turned[0]).isEqualTo((byte) 0);
    }

    /**
     * Against the formula in doubles, one pixel at a time, over random maps and sizes. Bytes have weights of 11 bits, so they may be off by
     * 255 / 2^11 in each direction beside the half of rounding; floats have 24.
     */
    @Test
    void agreesWithTheFormula() {
        Random random = new Random(17);
        for (int round = 0; round < 300; round++) {
            Shape shape = Shape.of(1 + random.nextInt(3), 1 + random.nextInt(9), 1 + random.nextInt(9));
            Affine map = new Affine(entry(random), entry(random), entry(random), entry(random));
            byte[] bytes = new byte[shape.size()];
            random.nextBytes(bytes);
            float[] floats = new float[bytes.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = bytes[i] & 0xFF;
            }
            byte[] mappedBytes = map.apply(bytes, shape);
            float[] mappedFloats = map.apply(floats, shape);
            for (int i = 0; i < bytes.length; i++) {
                double expected = formula(map, floats, shape, i);
                assertThat(mappedFloats[i]).isCloseTo((float) expected, Offset.offset(1e-3f));
                assertThat((double) (mappedBytes[i] & 0xFF)).isCloseTo(expected, Offset.offset(0.76));
            }
        }
    }

    private static double entry(Random random) {
        return random.nextDouble() * 3 - 1.5;
    }

    private static double formula(Affine map, float[] pixels, Shape shape, int index) {
        int height = shape.dimension(1);
        int width = shape.dimension(2);
        int channel = index / (height * width);
        double u = index % width - (width - 1) / 2.0;
        double v = index / width % height - (height - 1) / 2.0;
        double x = map.a() * u + map.b() * v + (width - 1) / 2.0;
        double y = map.c() * u + map.d() * v + (height - 1) / 2.0;
        double sum = 0;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                double weight = Math.max(0, 1 - Math.abs(x - column)) * Math.max(0, 1 - Math.abs(y - row));
                sum += weight * pixels[(channel * height + row) * width + column];
            }
        }
        return sum;
    }
}
