package dev.millrace.augment;

import static dev.millrace.augment.AugmentationMembers.vary;
import static dev.millrace.augment.AugmentedSamples.bits;
import static dev.millrace.augment.AugmentedSamples.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.augment.image.HorizontalFlip;
import dev.millrace.augment.image.RandomCrop;
import dev.millrace.augment.image.Rotation;
import dev.millrace.augment.tabular.NumericNoise;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Philox;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CompositionTest {

    private static final int SAMPLES = 2_000;

    private static final InputContract IMAGE =
            new InputContract(List.of(new FeatureSpec("image", Kind.BYTES, Shape.of(1, 3, 3))), List.of("a", "b"));

    /** Remembers that it was applied. */
    private record Counted(List<String> applied, String name) implements Augmentation {
        @Override
        public Sample apply(Sample sample, RandomGenerator random) {
            applied.add(name);
            return sample;
        }

        @Override
        public void check(InputContract input) {}
    }

    private final List<String> applied = new ArrayList<>();

    @Test
    void sometimesAppliesToItsShareOfTheSamples() {
        run(new Sometimes(0.3, new Counted(applied, "a")));

        assertThat(applied).hasSizeBetween(SAMPLES * 27 / 100, SAMPLES * 33 / 100);
    }

    @Test
    void sometimesIsAlwaysOrNeverAtTheEnds() {
        run(new Sometimes(0, new Counted(applied, "never")));
        run(new Sometimes(1, new Counted(applied, "always")));

        assertThat(applied).hasSize(SAMPLES).containsOnly("always");
    }

    @Test
    void oneOfAppliesExactlyOneOfEqualChoices() {
        run(new OneOf(List.of(new Counted(applied, "a"), new Counted(applied, "b"), new Counted(applied, "c")), null));

        assertThat(applied).hasSize(SAMPLES);
        for (String name : List.of("a", "b", "c")) {
            assertThat(applied.stream().filter(name::equals)).hasSizeBetween(SAMPLES * 30 / 100, SAMPLES * 37 / 100);
        }
    }

    @Test
    void oneOfGoesByItsWeights() {
        run(new OneOf(
                List.of(
                        new Counted(applied, "never"),
                        new Counted(applied, "often"),
                        new Counted(applied, "rarely"),
                        new Counted(applied, "never")),
                List.of(0.0, 9.0, 1.0, 0.0)));

        assertThat(applied).hasSize(SAMPLES).containsOnly("often", "rarely");
        assertThat(applied.stream().filter("rarely"::equals)).hasSizeBetween(SAMPLES * 8 / 100, SAMPLES * 12 / 100);
    }

    @Test
    void aCompositionIsAFunctionOfTheNumbersItIsGiven() {
        Augmentation nested = nested();
        int varied = 0;
        for (int i = 0; i < 200; i++) {
            Sample sample = sample(i);
            assertThat(bits(vary(nested, sample, 7))).isEqualTo(bits(vary(nested, sample, 7)));
            varied += vary(nested, sample, 7).isAugmented() ? 1 : 0;
        }
        assertThat(varied).isBetween(40, 199);
    }

    @Test
    void theMemberDrawsBehindTheChoice() {
        Sample sample = sample(3);
        Philox random = new Philox(1, 2, 3);
        double choice = random.nextDouble();
        Sample alone = new Rotation(20).apply(sample, random);

        Sample composed =
                new OneOf(List.of(new Rotation(20), new Rotation(20)), null).apply(sample, new Philox(1, 2, 3));

        assertThat(choice).isBetween(0.0, 1.0);
        assertThat(bits(composed)).isEqualTo(bits(alone));
    }

    @Test
    void saysWhereTheMemberStandsThatDoesNotSuitTheSamples() {
        nested().check(new InputContract(
                List.of(
                        new FeatureSpec("image", Kind.BYTES, Shape.of(1, 8, 8)),
                        new FeatureSpec("speed", Kind.NUMERIC, Shape.of())),
                List.of("a", "b")));
        assertThatThrownBy(() -> new Sometimes(0.5, new RandomCrop(3)).check(IMAGE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "apply: padding must be less than height and width of the image, got 3 for shape [1, 3, 3]");
        assertThatThrownBy(() -> nested().check(IMAGE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("choices[1]: apply: numeric-noise must have a number to vary, got [image]");
    }

    @Test
    void readsNestedCompositions() {
        assertThat(AugmentationMembers.list("""
                        - type: one-of
                          weights: [1, 3]
                          choices:
                            - {type: horizontal-flip, probability: 1}
                            - {type: sometimes, probability: 0.5, apply: {type: numeric-noise, standardDeviation: 2}}
                        """)).containsExactly(nested());
    }

    @Test
    void refusesNonsenseByNameRuleAndValue() {
        Augmentation flip = new HorizontalFlip(0.5);
        assertThatThrownBy(() -> new Sometimes(-0.1, flip)).hasMessage("probability must be in [0, 1], got -0.1");
        assertThatThrownBy(() -> new OneOf(List.of(), null))
                .hasMessage("choices must hold at least one augmentation, got none");
        assertThatThrownBy(() -> new OneOf(List.of(flip), List.of(1.0, 2.0)))
                .hasMessage("weights must be as many as choices, 1, got 2");
        assertThatThrownBy(() -> new OneOf(List.of(flip, flip), List.of(2.0, -1.0)))
                .hasMessage("weights must be at least 0, got [2.0, -1.0]");
        assertThatThrownBy(() -> new OneOf(List.of(flip, flip), List.of(0.0, 0.0)))
                .hasMessage("weights must have a finite sum above 0, got [0.0, 0.0]");
        assertThatThrownBy(() -> new OneOf(List.of(flip, flip), List.of(1e308, 1e308)))
                .hasMessage("weights must have a finite sum above 0, got [1.0E308, 1.0E308]");
    }

    private static Augmentation nested() {
        return new OneOf(
                List.of(new HorizontalFlip(1), new Sometimes(0.5, new NumericNoise(null, 0, 2))), List.of(1.0, 3.0));
    }

    private static void run(Augmentation augmentation) {
        for (int i = 0; i < SAMPLES; i++) {
            vary(augmentation, AugmentedSamples.atOrigin(sample(0), i), 1);
        }
    }
}
