package dev.millrace.augment.tabular;

import static dev.millrace.augment.AugmentationMembers.vary;
import static dev.millrace.augment.AugmentedSamples.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.sample.Feature;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureDropoutTest {

    private static final Feature MISSING = new Feature.Missing();

    @Test
    void dropsEachFeatureInItsShareOfTheSamplesByItself() {
        int speed = 0;
        int site = 0;
        int both = 0;
        for (int i = 0; i < 4_000; i++) {
            Sample varied = vary(new FeatureDropout(0.25, null), sample(i), 1);
            boolean speedIsMissing = varied.features().get("speed").equals(MISSING);
            boolean siteIsMissing = varied.features().get("site").equals(MISSING);
            speed += speedIsMissing ? 1 : 0;
            site += siteIsMissing ? 1 : 0;
            both += speedIsMissing && siteIsMissing ? 1 : 0;
        }

        assertThat(speed).isBetween(900, 1_100);
        assertThat(site).isBetween(900, 1_100);
        assertThat(both).as("a quarter of a quarter").isBetween(200, 300);
    }

    @Test
    void dropsAllWhereItIsCertain() {
        Sample varied = vary(new FeatureDropout(1, List.of("site", "load")), sample(1), 1);

        assertThat(varied.features().get("site")).isEqualTo(MISSING);
        assertThat(varied.features().get("load")).isEqualTo(MISSING);
        assertThat(varied.features().get("speed")).isEqualTo(varied.original().get("speed"));
    }

    @Test
    void suitsFeaturesThatMayBeMissingAlone() {
        InputContract input = new InputContract(
                List.of(
                        new FeatureSpec("speed", Kind.NUMERIC, Shape.of(), true),
                        new FeatureSpec("site", Kind.CATEGORY, Shape.of())),
                List.of("a"));

        new FeatureDropout(0.1, List.of("speed")).check(input);
        for (FeatureDropout dropout :
                List.of(new FeatureDropout(0.1, null), new FeatureDropout(0.1, List.of("site", "speed")))) {
            assertThatThrownBy(() -> dropout.check(input))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("columns must be features that may be missing, [speed], got [site];"
                            + " see missing: indicator of a field of the schema");
        }
    }

    @Test
    void refusesNonsenseByNameRuleAndValue() {
        assertThatThrownBy(() -> new FeatureDropout(1.5, null)).hasMessage("probability must be in [0, 1], got 1.5");
    }
}
