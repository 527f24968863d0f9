package dev.millrace.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.millrace.JavadocExample;
import dev.millrace.augment.image.Brightness;
import dev.millrace.augment.image.HorizontalFlip;
import dev.millrace.augment.image.RandomCrop;
import dev.millrace.augment.image.Rotation;
import dev.millrace.augment.image.Scaling;
import dev.millrace.sample.Deviations;
import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Philox;
import dev.millrace.sample.Sample;
import dev.millrace.sample.SampleCodec;
import dev.millrace.sample.Shape;
import dev.millrace.sample.Target;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every augmentation keeps to. The members are those that YAML knows; each is made from the example in its Javadoc. */
class AugmentationContractTest {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final int ORIGINS = 200;
    private static final Shape SHAPE = Shape.of(3, 12, 10);

    /** Parameters with which a technique has nothing to change. */
    private static final Map<Class<?>, Augmentation> IDENTITY = Map.of(
            HorizontalFlip.class, new HorizontalFlip(0),
            Rotation.class, new Rotation(0),
            Scaling.class, new Scaling(1, 1),
            RandomCrop.class, new RandomCrop(0),
            Brightness.class, new Brightness(0));

    static Stream<JsonSubTypes.Type> types() {
        return Arrays.stream(
                Augmentation.class.getAnnotation(JsonSubTypes.class).value());
    }

    static Stream<Augmentation> members() {
        return types().map(type -> example(type.value()));
    }

    @ParameterizedTest
    @MethodSource("types")
    void showsItsDefaultsInTheExampleOfItsJavadoc(JsonSubTypes.Type type) throws Exception {
        Augmentation example = example(type.value());
        assertThat(example).isInstanceOf(type.value());
        assertThat(YAML.readValue("type: " + type.name(), Augmentation.class)).isEqualTo(example);
    }

    @ParameterizedTest
    @MethodSource("members")
    void isPrintedAsItIsRead(Augmentation augmentation) throws Exception {
        String printed = YAML.writerFor(Augmentation.class).writeValueAsString(augmentation);
        assertThat(YAML.readValue(printed, Augmentation.class)).isEqualTo(augmentation);
    }

    @ParameterizedTest
    @MethodSource("members")
    void travelsWithTheJobAsASerializedObject(Augmentation augmentation) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(augmentation);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(augmentation);
        }
    }

    @ParameterizedTest
    @MethodSource("members")
    void leavesItsInputAsItIsBitForBit(Augmentation augmentation) {
        for (int i = 0; i < ORIGINS; i++) {
            Sample sample = sample(i);
            vary(augmentation, sample, 1);
            assertThat(bits(sample)).isEqualTo(bits(sample(i)));
        }
    }

    @ParameterizedTest
    @MethodSource("members")
    void changesNothingButTheImagesAndKeepsTheirShape(Augmentation augmentation) {
        for (int i = 0; i < ORIGINS; i++) {
            Sample sample = sample(i);
            Sample varied = vary(augmentation, sample, 1);
            assertThat(varied.origin()).isSameAs(sample.origin());
            assertThat(varied.original()).isSameAs(sample.original());
            assertThat(varied.target()).isSameAs(sample.target());
            assertThat(varied.weight()).isEqualTo(sample.weight());
            assertThat(varied.features().names()).isEqualTo(sample.features().names());
            for (String other : List.of("speed", "vector")) {
                assertThat(varied.features().get(other))
                        .isSameAs(sample.features().get(other));
            }
            assertThat(bytes(varied).shape()).isEqualTo(SHAPE);
            assertThat(floats(varied).shape()).isEqualTo(SHAPE);
        }
    }

    @ParameterizedTest
    @MethodSource("members")
    void givesTheSameForTheSameSeedAndOrigin(Augmentation augmentation) {
        for (int i = 0; i < ORIGINS; i++) {
            assertThat(bits(vary(augmentation, sample(i), 1))).isEqualTo(bits(vary(augmentation, sample(i), 1)));
        }
    }

    @ParameterizedTest
    @MethodSource("members")
    void givesOtherPixelsForMostOtherOriginsAndSeeds(Augmentation augmentation) {
        int byOrigin = 0;
        int bySeed = 0;
        for (int i = 0; i < ORIGINS; i++) {
            Sample here = atOrigin(sample(0), i);
            Sample next = atOrigin(sample(0), i + 1);
            byte[] pixels = bytes(vary(augmentation, here, 1)).values();
            byOrigin += Arrays.equals(pixels, bytes(vary(augmentation, next, 1)).values()) ? 0 : 1;
            bySeed += Arrays.equals(pixels, bytes(vary(augmentation, here, 2)).values()) ? 0 : 1;
        }
        assertThat(byOrigin)
                .as("a flip differs from the next in half of the cases")
                .isGreaterThan(ORIGINS * 2 / 5);
        assertThat(bySeed).isGreaterThan(ORIGINS * 2 / 5);
    }

    @ParameterizedTest
    @MethodSource("types")
    void keepsEveryPixelWithParametersThatChangeNothing(JsonSubTypes.Type type) {
        Augmentation identity = Objects.requireNonNull(IDENTITY.get(type.value()), "identity of " + type.name());
        for (int i = 0; i < ORIGINS; i++) {
            Sample sample = sample(i);
            assertThat(vary(identity, sample, 1)).isSameAs(sample);
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
        Features features = Features.of("vector", new Feature.Floats(new float[4], Shape.of(4)));
        int refused = 0;
        for (int i = 0; i < ORIGINS; i++) {
            Sample sample = Sample.of(Origin.of("samples", 0, i), features, new Target.Label(1));
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
        Features features = Features.of("image", new Feature.Missing());
        for (int i = 0; i < ORIGINS; i++) {
            Sample sample = Sample.of(Origin.of("samples", 0, i), features, new Target.Label(1));
            assertThat(vary(augmentation, sample, 1).features()).isEqualTo(features);
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

    @Test
    void knowsAnIdentityOfEveryMember() {
        assertThat(types().map(JsonSubTypes.Type::value)).containsExactlyInAnyOrderElementsOf(IDENTITY.keySet());
    }

    private static Augmentation example(Class<?> type) {
        try {
            List<Augmentation> list =
                    YAML.readValue(JavadocExample.of(type), new TypeReference<List<Augmentation>>() {});
            assertThat(list).hasSize(1);
            return list.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sample vary(Augmentation augmentation, Sample sample, long seed) {
        return augmentation.apply(sample, Philox.at(seed, sample.origin(), 0));
    }

    /** Two images of the same random pixels, as bytes and as floats, among other features. */
    private static Sample sample(int position) {
        byte[] bytes = new byte[SHAPE.size()];
        new Random(position).nextBytes(bytes);
        float[] floats = new float[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            floats[i] = bytes[i] & 0xFF;
        }
        Features features = Features.of(
                List.of("speed", "bytes", "vector", "floats"),
                List.of(
                        new Feature.Numeric(3),
                        new Feature.Bytes(bytes, SHAPE),
                        new Feature.Floats(new float[] {1, 2}, Shape.of(2)),
                        new Feature.Floats(floats, SHAPE)));
        return new Sample(
                Origin.of("samples", 2, position), features, features, new Target.Label(3), 0.5f, new Deviations(1, 2));
    }

    private static Sample atOrigin(Sample sample, int position) {
        return new Sample(
                Origin.of("samples", 2, position),
                sample.original(),
                sample.features(),
                sample.target(),
                1,
                sample.deviations());
    }

    private static byte[] bits(Sample sample) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            SampleCodec.write(sample, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Feature.Bytes bytes(Sample sample) {
        return (Feature.Bytes) sample.features().get("bytes");
    }

    private static Feature.Floats floats(Sample sample) {
        return (Feature.Floats) sample.features().get("floats");
    }

    private static InputContract contract(Kind kind, int... shape) {
        return new InputContract(List.of(new FeatureSpec("x", kind, Shape.of(shape))), List.of("a", "b"));
    }
}
