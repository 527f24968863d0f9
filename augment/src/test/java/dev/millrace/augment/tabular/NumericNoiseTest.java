package dev.millrace.augment.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.augment.AugmentationMembers;
import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Shape;
import dev.millrace.sample.Target;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumericNoiseTest {

    private static final int SAMPLES = 20_000;

    @Test
    void addsNoiseOfTheStandardDeviationInTheColumnsUnit() {
        double[] noise = noise(new NumericNoise(null, 0, 0.5), 1_000);

        assertThat(mean(noise)).isCloseTo(0, within(0.02));
        assertThat(standardDeviation(noise)).isCloseTo(0.5, within(0.01));
    }

    @Test
    void addsNoiseRelativeToTheValue() {
        double[] noise = noise(new NumericNoise(null, 0.1, 0), -200);

        assertThat(mean(noise)).isCloseTo(0, within(0.6));
        assertThat(standardDeviation(noise)).isCloseTo(20, within(0.3));
        assertThat(noise(new NumericNoise(null, 0.1, 0), 0)).containsOnly(0);
    }

    @Test
    void addsBothAsIndependentNoise() {
        // sqrt(3^2 + (0.1 * 40)^2)
        assertThat(standardDeviation(noise(new NumericNoise(null, 0.1, 3), 40))).isCloseTo(5, within(0.1));
    }

    @Test
    void theNoiseOfAColumnDoesNotDependOnWhatElseIsMissing() {
        NumericNoise noise = new NumericNoise(null, 0, 1);
        Sample whole = vary(noise, 1, new Feature.Numeric(5), new Feature.Numeric(7), new Feature.Numeric(9));
        Sample partly = vary(noise, 1, new Feature.Numeric(5), new Feature.Missing(), new Feature.Numeric(9));

        assertThat(partly.features().get(0)).isEqualTo(whole.features().get(0));
        assertThat(partly.features().get(1)).isEqualTo(new Feature.Missing());
        assertThat(partly.features().get(2)).isEqualTo(whole.features().get(2));
    }

    @Test
    void givesEachColumnNoiseOfItsOwn() {
        Sample varied = vary(new NumericNoise(null, 0, 1), 1, new Feature.Numeric(5), new Feature.Numeric(5));

        assertThat(varied.features().get(0)).isNotEqualTo(varied.features().get(1));
    }

    @Test
    void keepsAValueThatNoiseWouldTakeOutOfTheRangeOfAFloat() {
        int kept = 0;
        for (int i = 0; i < 100; i++) {
            Sample varied = vary(new NumericNoise(null, 0.5, 0), i, new Feature.Numeric(3e38));
            double value = ((Feature.Numeric) varied.features().get(0)).value();
            assertThat(Math.abs(value)).isLessThanOrEqualTo(Float.MAX_VALUE);
            kept += value == 3e38 ? 1 : 0;
        }
        assertThat(kept).isBetween(20, 70);
    }

    @Test
    void aStandardDeviationAloneIsMeantAlone() {
        assertThat(AugmentationMembers.list("""
                        - {type: numeric-noise}
                        - {type: numeric-noise, standardDeviation: 2}
                        - {type: numeric-noise, standardDeviation: 2, relative: 0.5, columns: [a]}
                        """))
                .containsExactly(
                        new NumericNoise(null, 0.01, 0),
                        new NumericNoise(null, 0, 2),
                        new NumericNoise(List.of("a"), 0.5, 2));
    }

    @Test
    void saysWhatIsNoNumber() {
        InputContract input = new InputContract(
                List.of(
                        new FeatureSpec("speed", Kind.NUMERIC, Shape.of()),
                        new FeatureSpec("site", Kind.CATEGORY, Shape.of())),
                List.of("a"));
        InputContract none = new InputContract(List.of(input.features().get(1)), List.of("a"));

        new NumericNoise(null, 0, 1).check(input);
        assertThatThrownBy(() -> new NumericNoise(List.of("speed", "site"), 0, 1).check(input))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("columns must be numbers, got [site]");
        assertThatThrownBy(() -> new NumericNoise(null, 0, 1).check(none))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("numeric-noise must have a number to vary, got [site]");
        assertThatThrownBy(() -> vary(new NumericNoise(List.of("0"), 0, 1), 1, new Feature.Category("north")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("columns must be numbers, got a Category among [0]");
    }

    @Test
    void refusesNonsenseByNameRuleAndValue() {
        assertThatThrownBy(() -> new NumericNoise(null, -1, 0))
                .hasMessage("relative must be finite and at least 0, got -1.0");
        assertThatThrownBy(() -> new NumericNoise(null, 0, Double.POSITIVE_INFINITY))
                .hasMessage("standardDeviation must be finite and at least 0, got Infinity");
    }

    /** What is added to a value at many places of a stream. */
    private static double[] noise(NumericNoise augmentation, double value) {
        return IntStream.range(0, SAMPLES)
                .mapToDouble(i -> ((Feature.Numeric) vary(augmentation, i, new Feature.Numeric(value))
                                        .features()
                                        .get(0))
                                .value()
                        - value)
                .toArray();
    }

    private static Sample vary(NumericNoise augmentation, int position, Feature... features) {
        List<String> names =
                IntStream.range(0, features.length).mapToObj(Integer::toString).toList();
        Sample sample =
                Sample.of(Origin.of("rows", 0, position), Features.of(names, List.of(features)), new Target.Label(0));
        return AugmentationMembers.vary(augmentation, sample, 1);
    }

    private static double mean(double[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow();
    }

    private static double standardDeviation(double[] values) {
        return Math.sqrt(IntStream.range(0, values.length)
                .mapToDouble(i -> values[i] * values[i])
                .average()
                .orElseThrow());
    }
}
