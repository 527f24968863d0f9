package dev.millrace.sample.decode.row;

import static dev.millrace.sample.decode.row.Rows.json;
import static dev.millrace.sample.decode.row.Rows.label;
import static dev.millrace.sample.decode.row.Rows.number;
import static dev.millrace.sample.decode.row.Rows.numberFrom;
import static dev.millrace.sample.decode.row.Rows.rejected;
import static dev.millrace.sample.decode.row.Rows.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.sample.Deviations;
import dev.millrace.sample.Feature;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Rejected;
import dev.millrace.sample.Rejected.Reason;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Shape;
import dev.millrace.sample.Target;
import dev.millrace.sample.decode.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRowTest {

    private static final JsonRow WEATHER = json(
            numberFrom("temperature", "/readings/0/temperature"),
            CategoricalField.required("site"),
            TextField.required("note"),
            label("dry", "wet"));

    private static final JsonRow X = json(NumericField.required("x"));

    @Test
    void readsEachFieldWhereItStands() {
        Sample sample = sample(
                WEATHER,
                "{\"label\": \"wet\", \"site\": \"A\", \"readings\": [{\"temperature\": -3.5}, 1], \"note\": \"späť\"}");
        assertThat(sample.features().toMap())
                .isEqualTo(Map.of(
                        "temperature", new Feature.Numeric(-3.5),
                        "site", new Feature.Category("A"),
                        "note", new Feature.Text("späť")));
        assertThat(sample.target()).isEqualTo(new Target.Label(1));
        assertThat(sample.deviations()).isEqualTo(Deviations.NONE);
        assertThat(sample.origin()).isSameAs(Rows.ORIGIN);
    }

    @Test
    void promisesTheFeaturesInTheOrderOfTheSchemaAndTheLabels() {
        JsonRow row = json(
                label("no", "yes"),
                number("b", MissingPolicy.INDICATOR, null),
                number("a", MissingPolicy.DEFAULT, 2.0),
                CategoricalField.required("c"),
                TextField.required("d"));
        assertThat(row.contract())
                .isEqualTo(new InputContract(
                        List.of(
                                new FeatureSpec("b", Kind.NUMERIC, Shape.of(), true),
                                new FeatureSpec("a", Kind.NUMERIC, Shape.of()),
                                new FeatureSpec("c", Kind.CATEGORY, Shape.of()),
                                new FeatureSpec("d", Kind.TEXT, Shape.of())),
                        List.of("no", "yes")));
        assertThat(sample(row, "{\"c\": 1, \"d\": \"x\"}").features().names()).containsExactly("b", "a", "c", "d");
    }

    @Test
    void fillsWhatIsAbsentOrNullAndCountsIt() {
        JsonRow row = json(
                number("a", MissingPolicy.INDICATOR, null),
                number("b", MissingPolicy.DEFAULT, 2.5),
                NumericField.required("c"),
                label("0", "1"));
        Sample sample = sample(row, "{\"a\": null, \"c\": 1, \"label\": null}");
        assertThat(sample.features().get("a")).isEqualTo(new Feature.Missing());
        assertThat(sample.features().get("b")).isEqualTo(new Feature.Numeric(2.5));
        assertThat(sample.target()).isEqualTo(Target.None.INSTANCE);
        assertThat(sample.deviations()).isEqualTo(new Deviations(0, 2));
    }

    @Test
    void refusesARecordWithoutAFieldThatMustBeThere() {
        for (String text : List.of("{}", "{\"x\": null}", "{\"y\": 1}")) {
            Rejected rejected = rejected(X, text);
            assertThat(rejected.reason()).isEqualTo(Reason.MISSING_FIELD);
            assertThat(rejected.detail()).isEqualTo("expected x at /x, found nothing there");
        }
        Rejected within = rejected(WEATHER, "{\"readings\": [], \"site\": \"A\", \"note\": \"\", \"label\": \"dry\"}");
        assertThat(within.detail()).isEqualTo("expected temperature at /readings/0/temperature, found nothing there");
    }

    @Test
    void passesOverWhatTheSchemaDoesNotNameAndCountsTheKeysOfTheRoot() {
        Sample sample = sample(
                json(numberFrom("x", "/in/x")),
                "{\"in\": {\"y\": 1, \"x\": 2}, \"out\": {\"a\": 1, \"b\": [2]}, \"z\": null}");
        assertThat(sample.features().get("x")).isEqualTo(new Feature.Numeric(2));
        assertThat(sample.deviations()).isEqualTo(new Deviations(2, 0));
    }

    @Test
    void refusesOtherKeysWhereTheSchemaSaysSo() {
        JsonRow strict = new JsonRow(List.of(NumericField.required("x")), UnknownFields.REFUSE, 100);
        assertThat(sample(strict, "{\"x\": 1}").deviations()).isEqualTo(Deviations.NONE);
        Rejected rejected = rejected(strict, "{\"x\": 1, \"y\": 2, \"z\": 3}");
        assertThat(rejected.reason()).isEqualTo(Reason.UNKNOWN_FIELD);
        assertThat(rejected.detail()).isEqualTo("expected the fields of the schema alone, found y");
    }

    @Test
    void tellsTheFirstFaultInTheOrderOfTheSchema() {
        JsonRow row = json(NumericField.required("a"), NumericField.required("b"), label("0", "1"));
        assertThat(rejected(row, "{\"label\": 7, \"b\": \"x\"}").reason()).isEqualTo(Reason.MISSING_FIELD);
        assertThat(rejected(row, "{\"label\": 7, \"b\": \"x\", \"a\": 1}").reason())
                .isEqualTo(Reason.WRONG_TYPE);
        assertThat(rejected(row, "{\"label\": 7, \"b\": 2, \"a\": 1}").reason()).isEqualTo(Reason.UNKNOWN_LABEL);
    }

    @Test
    void findsNamesWithSlashesTildesAndDots() {
        JsonRow row = json(NumericField.required("a/b"), NumericField.required("c~d"), numberFrom("e", "/x.y/~0~1/01"));
        assertThat(sample(row, "{\"a/b\": 1, \"c~d\": 2, \"x.y\": {\"~/\": {\"01\": 3}}}")
                        .features()
                        .toMap()
                        .values())
                .containsExactly(new Feature.Numeric(1), new Feature.Numeric(2), new Feature.Numeric(3));
    }

    @Test
    void findsElementsOfListsByTheirNumber() {
        JsonRow row = json(numberFrom("a", "/v/2"), numberFrom("b", "/v/0"), numberFrom("c", "/v/10/1"));
        assertThat(sample(row, "{\"v\": [5, [6], 7, 0, 0, 0, 0, 0, 0, {}, [1, 8, 9]]}")
                        .features()
                        .toMap()
                        .values())
                .containsExactly(new Feature.Numeric(7), new Feature.Numeric(5), new Feature.Numeric(8));
        JsonRow byName = json(numberFrom("a", "/v/2"));
        assertThat(sample(byName, "{\"v\": {\"2\": 1}}").features().get("a")).isEqualTo(new Feature.Numeric(1));
        assertThat(rejected(byName, "{\"v\": [1, 2]}").reason()).isEqualTo(Reason.MISSING_FIELD);
    }

    @Test
    void takesAnObjectOrListWhereAValueShouldBeForAnotherType() {
        assertThat(rejected(X, "{\"x\": {\"value\": 1}}").detail())
                .isEqualTo("expected x to be a number, found an object");
        assertThat(rejected(X, "{\"x\": [1]}").reason()).isEqualTo(Reason.WRONG_TYPE);
        JsonRow both = json(
                NumericField.of("x", null, MissingPolicy.INDICATOR, null, WrongTypePolicy.MISSING, null, null),
                numberFrom("inner", "/x/value"));
        assertThat(sample(both, "{\"x\": {\"value\": 1}}").features().toMap())
                .isEqualTo(Map.of("x", new Feature.Missing(), "inner", new Feature.Numeric(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "1",
                "null",
                "\"x\"",
                "[{\"x\": 1}]",
                "{\"x\": 1",
                "{\"x\": 1}}",
                "{\"x\": 1} {\"x\": 1}",
                "{\"x\": 1},",
                "{\"x\": 1,}",
                "{x: 1}",
                "{'x': 1}",
                "{\"x\": 01}",
                "{\"x\": +1}",
                "{\"x\": .5}",
                "{\"x\": 1.}",
                "{\"x\": 0x1}",
                "{\"x\": 1 /* */}",
                "{\"x\": tru}",
                "{\"x\": 1, \"y\": \"\u0001\"}",
                "{\"x\": \"\\q\"}",
                "{\"x\": 1, \"x\": 2}",
                "{\"x\": 1, \"y\": {\"z\": 1, \"z\": 1}}",
                "{\"x\": 1, \"y\": [1, 2}",
                "{\"x\": \"a",
                "{\"x\": 1, \"\\u0078\": 2}"
            })
    void refusesWhatIsNotOneJsonObject(String text) {
        Rejected rejected = rejected(X, text);
        assertThat(rejected.reason()).isEqualTo(Reason.UNDECODABLE);
        assertThat(rejected.detail()).startsWith("expected one JSON object in UTF-8, found ");
    }

    @Test
    void tellsOfABrokenRecordThatItIsBrokenWhateverElseIsWrong() {
        assertThat(rejected(X, "{").detail()).endsWith("Unexpected end-of-input: expected close marker for Object");
        assertThat(rejected(X, "{\"x\": \"text\", \"y\": 1").reason()).isEqualTo(Reason.UNDECODABLE);
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] latin1 = "{\"x\": 1, \"y\": \"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] surrogate = "{\"x\": 1, \"y\": \"???\"}".getBytes(StandardCharsets.US_ASCII);
        surrogate[15] = (byte) 0xED;
        surrogate[16] = (byte) 0xA0;
        surrogate[17] = (byte) 0x80;
        byte[] overlong = "{\"x\": 1, \"y\": \"??\"}".getBytes(StandardCharsets.US_ASCII);
        overlong[15] = (byte) 0xC1;
        overlong[16] = (byte) 0x81;
        for (byte[] value : List.of(
                latin1,
                surrogate,
                overlong,
                "{\"x\": 1}".getBytes(StandardCharsets.UTF_16LE),
                "{\"x\": 1}".getBytes(StandardCharsets.UTF_16BE),
                "{\"x\": 1}".getBytes(StandardCharsets.UTF_16))) {
            assertThat(rejected(X, value).reason()).isEqualTo(Reason.UNDECODABLE);
        }
    }

    @Test
    void refusesHalfASurrogatePairWhichHasNoBytesInUtf8() {
        JsonRow row = json(TextField.required("x"));
        assertThat(sample(row, "{\"x\": \"\\ud83d\\ude00\"}").features().get("x"))
                .isEqualTo(new Feature.Text("\uD83D\uDE00"));
        for (String half : List.of("\\ud83d", "\\ude00", "\\ude00\\ud83d", "\\ud83d x", "\\ud83d\\ud83d\\ude00")) {
            Rejected rejected = rejected(row, "{\"x\": \"" + half + "\"}");
            assertThat(rejected.reason()).isEqualTo(Reason.UNDECODABLE);
            assertThat(rejected.detail()).endsWith("half a surrogate pair, which is no character");
        }
    }

    @Test
    void readsPastAByteOrderMark() {
        assertThat(sample(X, "\uFEFF{\"x\": 1}").features().get("x")).isEqualTo(new Feature.Numeric(1));
    }

    @Test
    void refusesARecordWithoutAValueAndOneThatIsTooLong() {
        JsonRow small = new JsonRow(List.of(NumericField.required("x")), UnknownFields.IGNORE, 10);
        assertThat(sample(small, "{\"x\": 123}").features().get("x")).isEqualTo(new Feature.Numeric(123));
        Rejected tooLarge = rejected(small, "{\"x\": 1234}");
        assertThat(tooLarge.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(tooLarge.detail()).isEqualTo("expected at most 10 bytes, found 11");

        Rejected none = (Rejected) small.decode(SourceRecord.of(Rows.ORIGIN, null));
        assertThat(none.reason()).isEqualTo(Reason.NULL_VALUE);
        assertThat(none.detail()).isEqualTo("expected a JSON object, found no value");
    }

    @Test
    void refusesWhatNestsTooDeepOrHasTooLongANumberOrKey() {
        String deep = "{\"x\": 1, \"y\": " + "[".repeat(63) + "]".repeat(63) + "}";
        assertThat(sample(X, deep).deviations().unknownFields()).isEqualTo(1);
        String deeper = "{\"x\": 1, \"y\": " + "[".repeat(64) + "]".repeat(64) + "}";
        assertThat(rejected(X, deeper).reason()).isEqualTo(Reason.UNDECODABLE);
        String bottomless = "{\"x\": 1, \"y\": " + "[".repeat(500_000);
        assertThat(rejected(X, bottomless).reason()).isEqualTo(Reason.UNDECODABLE);

        assertThat(sample(X, "{\"x\": 0." + "3".repeat(900) + "}").features().get("x"))
                .isEqualTo(new Feature.Numeric(1 / 3.0));
        assertThat(rejected(X, "{\"x\": " + "3".repeat(1001) + "}").reason()).isEqualTo(Reason.UNDECODABLE);
        assertThat(sample(X, "{\"x\": 1, \"" + "k".repeat(9_000) + "\": 2}")
                        .deviations()
                        .unknownFields())
                .isEqualTo(1);
        assertThat(rejected(X, "{\"x\": 1, \"" + "k".repeat(100_000) + "\": 2}").detail())
                .isEqualTo("expected one JSON object in UTF-8, found too deep a nesting, or too long a number or name");
    }

    @Test
    void showsNoMoreOfAValueThanCanBeRead() {
        assertThat(rejected(X, "{\"x\": \"" + "a\\n".repeat(5_000) + "\"}").detail())
                .isEqualTo("expected x to be a number, found \"" + "a ".repeat(30) + "…\"");
        assertThat(rejected(X, "{\"x\": " + "nonsense".repeat(1_000) + "}").detail())
                .hasSizeLessThan(250);
    }
}
