package dev.millrace.augment.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.augment.Augmentation;
import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Philox;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Shape;
import dev.millrace.sample.Target;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each technique does with the number it draws. */
class TechniquesTest {

    private static final Shape SHAPE = Shape.of(1, 3, 3);
    private static final byte[] PIXELS = {
        1, 2, 3,
        4, 5, 6,
        7, 8, 9
    };

    /** A generator whose {@code nextDouble()} is always this, a multiple of 2^-53 in [0, 1). */
    private static RandomGenerator drawing(double number) {
        return () -> (long) (number * 0x1.0p53) << 11;
    }

    private static byte[] vary(Augmentation augmentation, RandomGenerator random, byte... pixels) {
        Shape shape = pixels.length == 9 ? SHAPE : Shape.of(1, 1, pixels.length);
        Sample sample = Sample.of(
                Origin.of("samples", 0, 0),
                Features.of("image", new Feature.Bytes(pixels, shape)),
                new Target.Label(0));
        Features features = augmentation.apply(sample, random).features();
        return ((Feature.Bytes) features.get("image")).values();
    }

    @Test
    void flipsWhenItDrawsLessThanItsProbability() {
        assertThat(vary(new HorizontalFlip(0.5), drawing(0.4375), PIXELS)).containsExactly(3, 2, 1, 6, 5, 4, 9, 8, 7);
        assertThat(vary(new HorizontalFlip(0.5), drawing(0.5), PIXELS)).isSameAs(PIXELS);
        assertThat(vary(new HorizontalFlip(1), drawing(1 - 0x1.0p-53), PIXELS))
                .containsExactly(3, 2, 1, 6, 5, 4, 9, 8, 7);
    }

    @Test
    void flipsAsOftenAsItsProbabilitySays() {
        int flipped = 0;
        for (int i = 0; i < 10_000; i++) {
            Philox random = Philox.at(9, Origin.of("samples", 0, i), 0);
            flipped += vary(new HorizontalFlip(0.3), random, PIXELS)[0] == 3 ? 1 : 0;
        }
        assertThat(flipped).as("standard deviation 46").isBetween(2_850, 3_150);
    }

    @Test
    void turnsByAnAngleFromMinusToPlusTheGreatest() {
        assertThat(vary(new Rotation(90), drawing(0), PIXELS))
                .as("-90 degrees, with the clock")
                .containsExactly(7, 4, 1, 8, 5, 2, 9, 6, 3);
        assertThat(vary(new Rotation(180), drawing(0.75), PIXELS))
                .as("90 degrees, against the clock")
                .containsExactly(3, 6, 9, 2, 5, 8, 1, 4, 7);
        assertThat(vary(new Rotation(180), drawing(0.5), PIXELS))
                .as("0 degrees")
                .containsExactly(PIXELS);
    }

    @Test
    void scalesByAFactorFromMinToMax() {
        assertThat(vary(new Scaling(0.5, 2.5), drawing(0), (byte) 10, (byte) 20, (byte) 40))
                .as("half as large")
                .containsExactly(0, 20, 0);
        assertThat(vary(new Scaling(0.5, 2.5), drawing(0.75), (byte) 10, (byte) 20, (byte) 40))
                .as("twice as large")
                .containsExactly(15, 20, 30);
    }

    /** With a padding of 1 the thirds of [0, 1) are offsets of -1, 0 and 1, and both draws are the same here. */
    @Test
    void shiftsByAnOffsetFromMinusToPlusThePadding() {
        assertThat(vary(new RandomCrop(1), drawing(0.25), PIXELS)).containsExactly(5, 6, 0, 8, 9, 0, 0, 0, 0);
        assertThat(vary(new RandomCrop(1), drawing(0.5), PIXELS)).isSameAs(PIXELS);
        assertThat(vary(new RandomCrop(1), drawing(0.75), PIXELS)).containsExactly(0, 0, 0, 0, 1, 2, 0, 4, 5);
        assertThat(vary(new RandomCrop(5), drawing(0), PIXELS)).containsOnly(0);
    }

    @Test
    void shiftsEachChannelByItself() {
        float[] pixels = {1, 2, 3, 4, 10, 20, 30, 40};
        assertThat(new Shift(1, 0).apply(pixels, Shape.of(2, 2, 2))).containsExactly(0, 1, 0, 3, 0, 10, 0, 30);
        assertThat(new Shift(0, -1).apply(pixels, Shape.of(2, 2, 2))).containsExactly(3, 4, 0, 0, 30, 40, 0, 0);
    }

    @Test
    void cropsAtEveryPlaceEquallyOften() {
        int[] counts = new int[25];
        byte[] pixels = new byte[49];
        pixels[3 * 7 + 3] = 1;
        for (int i = 0; i < 25_000; i++) {
            Sample sample = Sample.of(
                    Origin.of("samples", 0, i),
                    Features.of("image", new Feature.Bytes(pixels, Shape.of(1, 7, 7))),
                    new Target.Label(0));
            Sample varied = new RandomCrop(2).apply(sample, Philox.at(4, sample.origin(), 0));
            byte[] moved = ((Feature.Bytes) varied.features().get("image")).values();
            for (int at = 0; at < 49; at++) {
                if (moved[at] == 1) {
                    counts[(at / 7 - 1) * 5 + at % 7 - 1]++;
                }
            }
        }
        for (int count : counts) {
            assertThat(count).as("expected 1,000, standard deviation 31").isBetween(880, 1_120);
        }
    }

    @Test
    void brightensAndDarkensRoundedAndSaturatedAt255() {
        byte[] pixels = {0, 1, 100, (byte) 200, (byte) 255};
        assertThat(vary(new Brightness(1), drawing(0.75), pixels))
                .as("factor 1.5: 0, 1.5, 150, 300, 382.5")
                .containsExactly(0, 2, 150, 255, 255);
        assertThat(vary(new Brightness(1), drawing(0.25), pixels))
                .as("factor 0.5: 0, 0.5, 50, 100, 127.5")
                .containsExactly(0, 1, 50, 100, 128);
        assertThat(vary(new Brightness(1), drawing(0), pixels)).as("factor 0").containsOnly(0);
        assertThat(vary(new Brightness(0.5), drawing(0), pixels))
                .as("factor 0.5, the least")
                .containsExactly(0, 1, 50, 100, 128);
    }

    @Test
    void doesNotBoundFloats() {
        assertThat(new Gain(1.5f).apply(new float[] {-1, 0, 255, 300}, Shape.of(1, 1, 4)))
                .containsExactly(-1.5f, 0, 382.5f, 450);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
    void refusesProbabilitiesAndChangesOutsideZeroToOne(double value) {
        assertRefused(() -> new HorizontalFlip(value), "probability must be in [0, 1], got " + value);
        assertRefused(() -> new Brightness(value), "maxChange must be in [0, 1], got " + value);
    }

    @Test
    void refusesAnglesFactorsAndPaddingsThatCannotBeMeant() {
        assertRefused(() -> new Rotation(-1), "maxDegrees must be in [0, 180], got -1.0");
        assertRefused(() -> new Rotation(181), "maxDegrees must be in [0, 180], got 181.0");
        assertRefused(() -> new Rotation(Double.NaN), "maxDegrees must be in [0, 180], got NaN");
        assertRefused(() -> new Scaling(0, 1), "min must be in [0.1, 10], got 0.0");
        assertRefused(() -> new Scaling(1.2, 0.8), "max must be in [min, 10] with min 1.2, got 0.8");
        assertRefused(() -> new Scaling(1, Double.NaN), "max must be in [min, 10] with min 1.0, got NaN");
        assertRefused(() -> new RandomCrop(-1), "padding must be at least 0, got -1");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
