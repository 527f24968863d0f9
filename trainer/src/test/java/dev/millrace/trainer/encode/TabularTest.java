package dev.millrace.trainer.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Shape;
import dev.millrace.trainer.ConfigFamily;
import dev.millrace.trainer.LearnerState;
import dev.millrace.trainer.network.EmbeddingTable;
import dev.millrace.trainer.network.Front;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TabularTest {

    private static final Tabular TWO_BUCKETS = new Tabular(5, new OneHot(2));

    @Test
    void itsDefaultsAreScoresUpTo5And32BucketsOr1024VectorsOf8() {
        assertThat(new ConfigFamily<>(Encoding.class).parse("{type: tabular}"))
                .isEqualTo(new Tabular(5, new OneHot(32)));
        assertThat(new ConfigFamily<>(Categories.class).parse("{type: one-hot}"))
                .isEqualTo(new OneHot(32));
        assertThat(new ConfigFamily<>(Categories.class).parse("{type: embedding}"))
                .isEqualTo(new Embedding(1024, 8));
    }

    /** Of 2 and 4 the mean is 3 and the standard deviation 1. */
    @Test
    void aNumberIsItsScoreClipped() {
        Encoder encoder = TWO_BUCKETS.encoder(contract(number("x")));
        encoder.learn(List.of(row(new Feature.Numeric(2)), row(new Feature.Numeric(4))));
        assertThat(encode(encoder, new Feature.Numeric(3.5))).containsExactly(0.5f);
        assertThat(encode(encoder, new Feature.Numeric(7.5))).containsExactly(4.5f);
        assertThat(encode(encoder, new Feature.Numeric(8.5))).containsExactly(5);
        assertThat(encode(encoder, new Feature.Numeric(-1e30))).containsExactly(-5);
    }

    @Test
    void aNumberIs0UntilThereIsAVariance() {
        Encoder encoder = TWO_BUCKETS.encoder(contract(number("x")));
        assertThat(encode(encoder, new Feature.Numeric(9))).containsExactly(0);
        encoder.learn(List.of(row(new Feature.Numeric(2))));
        assertThat(encode(encoder, new Feature.Numeric(9))).containsExactly(0);
    }

    @Test
    void aMissingNumberIs0BesideItsIndicatorAndTeachesNothing() {
        Encoder encoder = TWO_BUCKETS.encoder(contract(optional(number("x")), optional(number("y"))));
        encoder.learn(List.of(
                row(new Feature.Numeric(2), new Feature.Numeric(10)),
                row(new Feature.Missing(), new Feature.Numeric(30)),
                row(new Feature.Numeric(4), new Feature.Missing())));
        assertThat(encode(encoder, new Feature.Numeric(4), new Feature.Numeric(30)))
                .containsExactly(1, 0, 1, 0);
        assertThat(encode(encoder, new Feature.Missing(), new Feature.Numeric(10)))
                .containsExactly(0, 1, -1, 0);
    }

    @Test
    void aCategoryIs1InItsBucketAndAllZerosWhereItIsMissing() {
        Encoder encoder = TWO_BUCKETS.encoder(contract(optional(category("x"))));
        CategoryHash hash = new CategoryHash("x", 2);
        for (String name : List.of("red", "green", "blue", "white", "")) {
            float[] expected = new float[3];
            expected[hash.bucket(name)] = 1;
            assertThat(encode(encoder, new Feature.Category(name))).isEqualTo(expected);
        }
        assertThat(encode(encoder, new Feature.Missing())).containsExactly(0, 0, 1);
    }

    @Test
    void featuresFollowTheContractsOrderAndTextsArePassedOver() {
        InputContract contract = contract(category("a"), number("b"), spec("c", Kind.TEXT), optional(number("d")));
        assertThat(TWO_BUCKETS.front(contract).output()).isEqualTo(Shape.of(5));
        Encoder encoder = TWO_BUCKETS.encoder(contract);
        Features row = Features.of(
                List.of("d", "c", "b", "a"),
                List.of(
                        new Feature.Missing(),
                        new Feature.Text("long"),
                        new Feature.Numeric(0),
                        new Feature.Category("x")));
        float[] expected = {0, 0, 0, 0, 1};
        expected[new CategoryHash("a", 2).bucket("x")] = 1;
        assertThat(encoder.encode(List.of(row)).get(0).values()).isEqualTo(expected);
    }

    /** The columns: x, whether x is missing, whether y is missing, the vector of z, the vector of y. */
    @Test
    void withEmbeddingsACategoryIsTheNumberOfItsVectorBehindAllOtherColumns() {
        Tabular embedded = new Tabular(5, new Embedding(10, 4));
        InputContract contract = contract(category("z"), optional(number("x")), optional(category("y")));
        assertThat(embedded.front(contract))
                .isEqualTo(new Front(
                        Shape.of(5),
                        List.of(new EmbeddingTable("z", 10, 4, false), new EmbeddingTable("y", 10, 4, true))));
        Encoder encoder = embedded.encoder(contract);
        List<String> names = List.of("z", "x", "y");
        Features full = Features.of(
                names, List.of(new Feature.Category("u"), new Feature.Numeric(1), new Feature.Category("u")));
        Features sparse =
                Features.of(names, List.of(new Feature.Category("v"), new Feature.Missing(), new Feature.Missing()));
        assertThat(encoder.encode(List.of(full, sparse)).get(0).values())
                .containsExactly(
                        0,
                        0,
                        0,
                        1 + new CategoryHash("z", 10).bucket("u"),
                        1 + new CategoryHash("y", 10).bucket("u"),
                        0,
                        1,
                        1,
                        1 + new CategoryHash("z", 10).bucket("v"),
                        0);
    }

    @Test
    void encodesNumbersCategoriesAndTextsOnly() {
        assertThatThrownBy(() -> TWO_BUCKETS.check(contract(number("x"), spec("image", Kind.BYTES))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("encode of type tabular must have features that are numbers, categories or texts,"
                        + " got image of kind BYTES");
        assertThatThrownBy(() -> TWO_BUCKETS.check(contract(spec("wave", Kind.FLOATS))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("got wave of kind FLOATS");
        assertThatThrownBy(() -> TWO_BUCKETS.check(contract(spec("subject", Kind.TEXT), spec("body", Kind.TEXT))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("encode of type tabular must have at least one number or category,"
                        + " got only texts: [subject, body]");
    }

    @Test
    void aSampleOfAnotherContractIsRefused() {
        Encoder encoder = TWO_BUCKETS.encoder(contract(number("x"), category("y")));
        assertThatThrownBy(() -> encode(encoder, new Feature.Missing(), new Feature.Category("")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("feature x must be there, got none");
        assertThatThrownBy(() -> encode(encoder, new Feature.Category("1"), new Feature.Category("")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("feature x must be of kind NUMERIC, got Category");
        assertThatThrownBy(() -> encode(encoder, new Feature.Numeric(1), new Feature.Numeric(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("feature y must be of kind CATEGORY, got Numeric");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 1e39, -1e300})
    void aNumberBeyondFloatNeitherEncodesNorReachesTheStatistics(double value) {
        Encoder encoder = TWO_BUCKETS.encoder(contract(number("x")));
        encoder.learn(List.of(row(new Feature.Numeric(2)), row(new Feature.Numeric(4))));
        assertThatThrownBy(() -> encode(encoder, new Feature.Numeric(value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("feature x must be within the range of float, got " + value);
        assertThatThrownBy(() -> encoder.learn(List.of(row(new Feature.Numeric(value)))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(encode(encoder, new Feature.Numeric(4))).containsExactly(1);
    }

    @Test
    void refusesTheStateOfOtherFeatures() {
        LearnerState.Builder state = new LearnerState.Builder();
        TWO_BUCKETS.encoder(contract(number("x"), number("y"))).save(state);
        Encoder swapped = TWO_BUCKETS.encoder(contract(number("y"), number("x")));
        assertThatThrownBy(() -> swapped.restore(state.build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the state belongs to other features: they were"
                        + " [{\"name\":\"x\",\"kind\":\"numeric\",\"shape\":[]},{\"name\":\"y\",\"kind\":\"numeric\",\"shape\":[]}],"
                        + " the schema says"
                        + " [{\"name\":\"y\",\"kind\":\"numeric\",\"shape\":[]},{\"name\":\"x\",\"kind\":\"numeric\",\"shape\":[]}];"
                        + " restore the schema or start a fresh run");
    }

    @Test
    void itsNumbersAreWithinTheirRanges() {
        assertThatThrownBy(() -> new Tabular(0, OneHot.DEFAULT))
                .hasMessage("maxScore must be finite and above 0, got 0.0");
        assertThatThrownBy(() -> new Tabular(Double.POSITIVE_INFINITY, OneHot.DEFAULT))
                .hasMessage("maxScore must be finite and above 0, got Infinity");
        assertThatThrownBy(() -> new OneHot(0)).hasMessage("buckets must be in [1, 65536], got 0");
        assertThatThrownBy(() -> new OneHot(65537)).hasMessage("buckets must be in [1, 65536], got 65537");
        assertThatThrownBy(() -> new Embedding(1048577, 8)).hasMessage("buckets must be in [1, 1048576], got 1048577");
        assertThatThrownBy(() -> new Embedding(8, 0)).hasMessage("dimensions must be in [1, 1024], got 0");
    }

    private static FeatureSpec number(String name) {
        return spec(name, Kind.NUMERIC);
    }

    private static FeatureSpec category(String name) {
        return spec(name, Kind.CATEGORY);
    }

    private static FeatureSpec spec(String name, Kind kind) {
        return new FeatureSpec(name, kind, kind == Kind.BYTES || kind == Kind.FLOATS ? Shape.of(3) : Shape.of());
    }

    private static FeatureSpec optional(FeatureSpec spec) {
        return new FeatureSpec(spec.name(), spec.kind(), spec.shape(), true);
    }

    private static InputContract contract(FeatureSpec... specs) {
        return new InputContract(List.of(specs), List.of());
    }

    /** A row of the features x and y, or of x alone. */
    private static Features row(Feature... values) {
        return Features.of(List.of("x", "y").subList(0, values.length), Arrays.asList(values));
    }

    private static float[] encode(Encoder encoder, Feature... values) {
        return encoder.encode(List.of(row(values))).get(0).values();
    }
}
