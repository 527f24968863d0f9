package dev.millrace.augment.image;

import static dev.millrace.augment.AugmentationMembers.vary;
import static dev.millrace.augment.AugmentedSamples.bytes;
import static dev.millrace.augment.AugmentedSamples.floats;
import static dev.millrace.augment.AugmentedSamples.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.augment.Augmentation;
import dev.millrace.augment.AugmentationMembers;
import dev.millrace.augment.AugmentedSamples;
import dev.millrace.sample.Feature;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every augmentation of images keeps to, and so does a composition of them. */
class ImageContractTest {

    private static final int ORIGINS = 200;

    static Stream<Augmentation> members() {
        return AugmentationMembers.ofImages();
    }

    @ParameterizedTest
    @MethodSource("members")
    void changesNothingButTheImagesAndKeepsTheirShape(Augmentation augmentation) {
        for (int i = 0; i < ORIGINS; i++) {
            Sample sample = sample(i);
            Sample varied = vary(augmentation, sample, 1);
            for (String other : AugmentedSamples.ROW) {
                assertThat(varied.features().get(other))
                        .isSameAs(sample.features().get(other));
            }
            assertThat(bytes(varied).shape()).isEqualTo(AugmentedSamples.IMAGE);
            assertThat(floats(varied).shape()).isEqualTo(AugmentedSamples.IMAGE);
        }
    }

    @ParameterizedTest
    @MethodSource("members")
    void variesBytesAndFloatsAlike(Augmentation augmentation) {
        for (int i = 0; i < ORIGINS; i++) {
            Sample varied = vary(augmentation, sample(i), 1);
            byte[] bytes = bytes(varied).values();
            float[] floats = floats(varied).values();
            double furthest = 0;
            for (int at = 0; at < bytes.length; at++) {
                furthest = Math.max(furthest, Math.abs((bytes[at] & 0xFF) - Math.min(floats[at], 255)));
            }
            assertThat(furthest).as("rounding, and weights of 11 bits").isLessThan(0.76);
        }
    }

    @ParameterizedTest
    @MethodSource("members")
    void refusesASampleWithoutAnImage(Augmentation augmentation) {
        int refused = 0;
        for (int i = 0; i < ORIGINS; i++) {
            Sample sample = AugmentedSamples.of(i, "vector", new Feature.Floats(new float[4], Shape.of(4)));
            try {
                assertThat(vary(augmentation, sample, 1)).isSameAs(sample);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("must have an image to vary").hasMessageEndingWith("[vector]");
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @ParameterizedTest
    @MethodSource("members")
    void leavesAMissingImageMissing(Augmentation augmentation) {
        for (int i = 0; i < ORIGINS; i++) {
            Sample sample = AugmentedSamples.of(i, "image", new Feature.Missing());
            assertThat(vary(augmentation, sample, 1).features()).isEqualTo(sample.features());
        }
    }

    @ParameterizedTest
    @MethodSource("members")
    void saysBeforeTheJobRunsWhetherSamplesHaveAnImage(Augmentation augmentation) {
        augmentation.check(contract(Kind.BYTES, 1, 28, 28));
        augmentation.check(contract(Kind.FLOATS, 3, 32, 32));
        for (InputContract without : List.of(contract(Kind.FLOATS, 784), contract(Kind.TEXT))) {
            assertThatThrownBy(() -> augmentation.check(without))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must have an image to vary, a feature of shape [channels, height, width]")
                    .hasMessageContaining(without.features().toString());
        }
    }

    private static InputContract contract(Kind kind, int... shape) {
        return new InputContract(List.of(new FeatureSpec("x", kind, Shape.of(shape))), List.of("a", "b"));
    }
}
