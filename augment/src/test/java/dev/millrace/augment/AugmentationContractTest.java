package dev.millrace.augment;

import static dev.millrace.augment.AugmentationMembers.example;
import static dev.millrace.augment.AugmentationMembers.vary;
import static dev.millrace.augment.AugmentedSamples.atOrigin;
import static dev.millrace.augment.AugmentedSamples.bits;
import static dev.millrace.augment.AugmentedSamples.sample;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.millrace.augment.image.Brightness;
import dev.millrace.augment.image.HorizontalFlip;
import dev.millrace.augment.image.RandomCrop;
import dev.millrace.augment.image.Rotation;
import dev.millrace.augment.image.Scaling;
import dev.millrace.augment.tabular.FeatureDropout;
import dev.millrace.augment.tabular.NumericNoise;
import dev.millrace.sample.Sample;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every augmentation keeps to. The members are those that YAML knows; each is made from the example in its Javadoc. */
class AugmentationContractTest {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final int ORIGINS = 200;

    /** Parameters with which a technique has nothing to change. */
    private static final Map<Class<?>, Augmentation> IDENTITY = Map.of(
            HorizontalFlip.class, new HorizontalFlip(0),
            Rotation.class, new Rotation(0),
            Scaling.class, new Scaling(1, 1),
            RandomCrop.class, new RandomCrop(0),
            Brightness.class, new Brightness(0),
            NumericNoise.class, new NumericNoise(null, 0, 0),
            FeatureDropout.class, new FeatureDropout(0, null),
            Sometimes.class, new Sometimes(0, new HorizontalFlip(1)),
            OneOf.class, new OneOf(List.of(new HorizontalFlip(1), new HorizontalFlip(0)), List.of(0.0, 1.0)));

    /** What cannot be left out, as the example has it. */
    private static final Map<Class<?>, String> REQUIRED = Map.of(
            Sometimes.class, "apply: {type: rotation}",
            OneOf.class, "choices: [{type: rotation}, {type: random-crop}]");

    static Stream<JsonSubTypes.Type> types() {
        return AugmentationMembers.types();
    }

    static Stream<Augmentation> members() {
        return AugmentationMembers.all();
    }

    @ParameterizedTest
    @MethodSource("types")
    void showsItsDefaultsInTheExampleOfItsJavadoc(JsonSubTypes.Type type) throws Exception {
        Augmentation example = example(type.value());
        assertThat(example).isInstanceOf(type.value());
        String shortest = "type: " + type.name() + "\n" + REQUIRED.getOrDefault(type.value(), "");
        assertThat(YAML.readValue(shortest, Augmentation.class)).isEqualTo(example);
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
    void changesNothingOfASampleButItsFeatures(Augmentation augmentation) {
        for (int i = 0; i < ORIGINS; i++) {
            Sample sample = sample(i);
            Sample varied = vary(augmentation, sample, 1);
            assertThat(varied.origin()).isSameAs(sample.origin());
            assertThat(varied.original()).isSameAs(sample.original());
            assertThat(varied.target()).isSameAs(sample.target());
            assertThat(varied.weight()).isEqualTo(sample.weight());
            assertThat(varied.deviations()).isSameAs(sample.deviations());
            assertThat(varied.features().names()).isEqualTo(sample.features().names());
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
    void givesAnotherVariantForMostOtherOriginsAndSeeds(Augmentation augmentation) {
        Sample sample = sample(0);
        int byOrigin = 0;
        int bySeed = 0;
        for (int i = 0; i < ORIGINS; i++) {
            byte[] here = variant(augmentation, sample, i, 1);
            byOrigin += Arrays.equals(here, variant(augmentation, sample, i + 1, 1)) ? 0 : 1;
            bySeed += Arrays.equals(here, variant(augmentation, sample, i, 2)) ? 0 : 1;
        }
        assertThat(byOrigin)
                .as("a flip differs from the next in half of the cases")
                .isGreaterThan(ORIGINS * 2 / 5);
        assertThat(bySeed).isGreaterThan(ORIGINS * 2 / 5);
    }

    @ParameterizedTest
    @MethodSource("types")
    void returnsTheSameObjectWithParametersThatChangeNothing(JsonSubTypes.Type type) {
        Augmentation identity = Objects.requireNonNull(IDENTITY.get(type.value()), "identity of " + type.name());
        for (int i = 0; i < ORIGINS; i++) {
            Sample sample = sample(i);
            assertThat(vary(identity, sample, 1)).isSameAs(sample);
        }
    }

    @Test
    void knowsAnIdentityOfEveryMember() {
        assertThat(types().map(JsonSubTypes.Type::value)).containsExactlyInAnyOrderElementsOf(IDENTITY.keySet());
    }

    /** What becomes of a sample at a place of the stream; the place itself is not part of the answer. */
    private static byte[] variant(Augmentation augmentation, Sample sample, int position, long seed) {
        return bits(atOrigin(vary(augmentation, atOrigin(sample, position), seed), 0));
    }
}
