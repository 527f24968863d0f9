package dev.millrace.augment.tabular;

import static dev.millrace.augment.AugmentationMembers.vary;
import static dev.millrace.augment.AugmentedSamples.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.millrace.augment.Augmentation;
import dev.millrace.augment.AugmentationMembers;
import dev.millrace.augment.AugmentedSamples;
import dev.millrace.sample.Feature;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Philox;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every augmentation of rows keeps to. */
class TabularContractTest {

    private static final int ORIGINS = 200;

    private static final InputContract CONTRACT = new InputContract(
            List.of(
                    new FeatureSpec("speed", Kind.NUMERIC, Shape.of(), true),
                    new FeatureSpec("load", Kind.NUMERIC, Shape.of(), true)),
            List.of("a", "b"));

    static Stream<Augmentation> members() {
        return AugmentationMembers.ofRows();
    }

    static Stream<Augmentation> membersForLoad() {
        return types().map(type -> forColumns(type, "load"));
    }

    static Stream<JsonSubTypes.Type> types() {
        return AugmentationMembers.typesOfRows();
    }

    @ParameterizedTest
    @MethodSource("membersForLoad")
    void variesTheNamedColumnsAlone(Augmentation augmentation) {
        int changed = 0;
        for (int i = 0; i < ORIGINS; i++) {
            Sample sample = sample(i);
            Sample varied = vary(augmentation, sample, 1);
            for (String name : sample.features().names()) {
                if (!name.equals("load")) {
                    assertThat(varied.features().get(name))
                            .isSameAs(sample.features().get(name));
                }
            }
            changed += varied.isAugmented() ? 1 : 0;
        }
        assertThat(changed).isPositive();
    }

    @ParameterizedTest
    @MethodSource("members")
    void leavesTheContentOfImagesAsItIs(Augmentation augmentation) {
        for (int i = 0; i < ORIGINS; i++) {
            Sample sample = sample(i);
            Sample varied = vary(augmentation, sample, 1);
            for (String image : AugmentedSamples.IMAGES) {
                assertThat(varied.features().get(image)).isIn(sample.features().get(image), new Feature.Missing());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("members")
    void leavesAMissingFeatureMissing(Augmentation augmentation) {
        for (int i = 0; i < ORIGINS; i++) {
            Sample sample = AugmentedSamples.of(i, "speed", new Feature.Missing());
            assertThat(vary(augmentation, sample, 1)).isSameAs(sample);
        }
    }

    @ParameterizedTest
    @MethodSource("membersForLoad")
    void refusesASampleThatLacksANamedColumn(Augmentation augmentation) {
        Sample sample = AugmentedSamples.of(0, "speed", new Feature.Numeric(1));
        assertThatThrownBy(() -> augmentation.apply(sample, new Philox(1, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("columns must be features of the samples, [speed], got [load]");
    }

    @ParameterizedTest
    @MethodSource("members")
    void suitsNumbersThatMayBeMissing(Augmentation augmentation) {
        augmentation.check(CONTRACT);
    }

    @ParameterizedTest
    @MethodSource("membersForLoad")
    void suitsTheNumberItNames(Augmentation augmentation) {
        augmentation.check(CONTRACT);
    }

    @ParameterizedTest
    @MethodSource("membersForLoad")
    void saysBeforeTheJobRunsWhichColumnThereIsNot(Augmentation augmentation) {
        InputContract without = new InputContract(List.of(CONTRACT.features().get(0)), List.of("a", "b"));
        assertThatThrownBy(() -> augmentation.check(without))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("columns must be features of the samples, [speed], got [load]");
    }

    @ParameterizedTest
    @MethodSource("types")
    void refusesColumnsThatAreNoneOrNamedTwice(JsonSubTypes.Type type) {
        assertThatThrownBy(() -> forColumns(type, ""))
                .hasStackTraceContaining("columns must name at least one feature, got none");
        assertThatThrownBy(() -> forColumns(type, "a, b, a"))
                .hasStackTraceContaining("columns must be distinct, got [a, b, a]");
    }

    /** A member with its defaults, for some columns. */
    private static Augmentation forColumns(JsonSubTypes.Type type, String columns) {
        return AugmentationMembers.list("[{type: " + type.name() + ", columns: [" + columns + "]}]")
                .get(0);
    }
}
