package dev.millrace.sample.decode.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.sample.Feature;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.Rejected;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Target;
import dev.millrace.sample.decode.SampleDecoder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each value is to each kind of field: the table of the documentation, row by row. */
class RowValuesTest {

    private static final JsonRow NUMERIC = Rows.json(Rows.numberWithin("v", -1e30, 1e30));
    private static final JsonRow CATEGORICAL = Rows.json(CategoricalField.required("v"));
    private static final JsonRow TEXT = Rows.json(TextField.required("v"));
    private static final JsonRow LABEL = Rows.json(
            new LabelField("v", null, List.of("1", "true", "2.50", "no", "-0")),
            Rows.number("other", MissingPolicy.INDICATOR, null));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // value in JSON    | numeric      | categorical       | text         | label
                "1                 | 1.0          | 1                 | wrong-type   | 0",
                "1.0               | 1.0          | 1                 | wrong-type   | 0",
                "10e-1             | 1.0          | 1                 | wrong-type   | 0",
                "\"1\"             | wrong-type   | 1                 | 1            | 0",
                "\"1.0\"           | wrong-type   | 1.0               | 1.0          | 0",
                "2.5               | 2.5          | 2.5               | wrong-type   | 2",
                "25E-1             | 2.5          | 2.5               | wrong-type   | 2",
                "\"2.50\"          | wrong-type   | 2.50              | 2.50         | 2",
                "0                 | 0.0          | 0                 | wrong-type   | 4",
                "-0.0              | -0.0         | 0                 | wrong-type   | 4",
                "true              | wrong-type   | true              | wrong-type   | 1",
                "\"true\"          | wrong-type   | true              | true         | 1",
                "false             | wrong-type   | false             | wrong-type   | unknown-label",
                "\"no\"            | wrong-type   | no                | no           | 3",
                "\"\"              | wrong-type   | ''                | ''           | unknown-label",
                "\" 1\"            | wrong-type   | ' 1'              | ' 1'         | unknown-label",
                "\"NaN\"           | nan          | NaN               | NaN          | unknown-label",
                "NaN               | nan          | NaN               | wrong-type   | unknown-label",
                "Infinity          | infinite     | Infinity          | wrong-type   | unknown-label",
                "\"-Infinity\"     | infinite     | -Infinity         | -Infinity    | unknown-label",
                "-Infinity         | infinite     | -Infinity         | wrong-type   | unknown-label",
                "1e30              | 1.0E30       | 1000000000000000000000000000000 | wrong-type | unknown-label",
                "1.1e30            | out-of-range | 1100000000000000000000000000000 | wrong-type | unknown-label",
                "1e400             | out-of-range | 1e400             | wrong-type   | unknown-label",
                "-1e999999999      | out-of-range | -1e999999999      | wrong-type   | unknown-label",
                "1e-400            | 0.0          | 1e-400            | wrong-type   | unknown-label",
                "1e99999999999     | out-of-range | 1e99999999999     | wrong-type   | unknown-label",
                "100e2147483647    | out-of-range | 100e2147483647    | wrong-type   | unknown-label",
                "1e-2147483648     | 0.0          | 1e-2147483648     | wrong-type   | unknown-label",
                "1e+00000000       | 1.0          | 1                 | wrong-type   | 0",
                "12345678901234567 | 1.2345678901234568E16 | 12345678901234567 | wrong-type | unknown-label",
                "null              | missing-field | missing-field    | missing-field | -",
                "{}                | wrong-type   | wrong-type        | wrong-type   | wrong-type",
                "[1]               | wrong-type   | wrong-type        | wrong-type   | wrong-type",
            })
    void jsonValueToEachKind(String value, String numeric, String categorical, String text, String label) {
        String record = "{\"v\": " + value + "}";
        assertThat(outcome(NUMERIC, record)).isEqualTo(numeric);
        assertThat(outcome(CATEGORICAL, record)).isEqualTo(categorical);
        assertThat(outcome(TEXT, record)).isEqualTo(text);
        assertThat(labelOutcome(LABEL, record)).isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // cell      | numeric       | categorical   | text          | label
                "1          | 1.0           | 1             | 1             | 0",
                "1.0        | 1.0           | 1.0           | 1.0           | 0",
                "' 1 '      | 1.0           | ' 1 '         | ' 1 '         | unknown-label",
                "+1         | 1.0           | +1            | +1            | 0",
                "1.         | 1.0           | 1.            | 1.            | 0",
                ".5         | 0.5           | .5            | .5            | unknown-label",
                "2.50       | 2.5           | 2.50          | 2.50          | 2",
                "1e3        | 1000.0        | 1e3           | 1e3           | unknown-label",
                "1e         | wrong-type    | 1e            | 1e            | unknown-label",
                ".          | wrong-type    | .             | .             | unknown-label",
                "1 2        | wrong-type    | 1 2           | 1 2           | unknown-label",
                "1f         | wrong-type    | 1f            | 1f            | unknown-label",
                "0x10       | wrong-type    | 0x10          | 0x10          | unknown-label",
                "nan        | nan           | nan           | nan           | unknown-label",
                "-inf       | infinite      | -inf          | -inf          | unknown-label",
                "1e31       | out-of-range  | 1e31          | 1e31          | unknown-label",
                "true       | wrong-type    | true          | true          | 1",
                "null       | wrong-type    | null          | null          | unknown-label",
                "''         | missing-field | missing-field | missing-field | -",
                "'\"\"'     | missing-field | missing-field | missing-field | -",
                "'\"1\"'    | 1.0           | 1             | 1             | 0",
                "'\"a,\"\"b\"' | wrong-type | 'a,\"b'       | 'a,\"b'       | unknown-label",
            })
    void csvCellToEachKind(String cell, String numeric, String categorical, String text, String label) {
        List<String> columns = List.of("v");
        String record = cell + "\n";
        assertThat(outcome(Rows.csv(columns, Rows.numberWithin("v", -1e30, 1e30)), record))
                .isEqualTo(numeric);
        assertThat(outcome(Rows.csv(columns, CategoricalField.required("v")), record))
                .isEqualTo(categorical);
        assertThat(outcome(Rows.csv(columns, TextField.required("v")), record)).isEqualTo(text);
        CsvRow labelled = Rows.csv(List.of("v", "other"), LABEL.schema().toArray(new Field[0]));
        assertThat(labelOutcome(labelled, cell + ",")).isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // missing  | wrongType | absent        | null          | wrong type    | NaN | outside
                "refuse    | refuse    | missing-field | missing-field | wrong-type    | nan | out-of-range",
                "refuse    | missing   | missing-field | missing-field | missing-field | nan | out-of-range",
                "indicator | refuse    | missing       | missing       | wrong-type    | nan | out-of-range",
                "indicator | missing   | missing       | missing       | missing       | nan | out-of-range",
                "default   | refuse    | 0.25          | 0.25          | wrong-type    | nan | out-of-range",
                "default   | missing   | 0.25          | 0.25          | 0.25          | nan | out-of-range",
            })
    void eachPolicyOnWhatIsNotAsItShouldBe(
            String missing, String wrongType, String absent, String isNull, String wrong, String nan, String outside) {
        MissingPolicy policy = MissingPolicy.valueOf(missing.toUpperCase(Locale.ROOT));
        Double standIn = policy == MissingPolicy.DEFAULT ? 0.25 : null;
        WrongTypePolicy onWrongType = WrongTypePolicy.valueOf(wrongType.toUpperCase(Locale.ROOT));
        JsonRow row = Rows.json(new NumericField("v", null, policy, standIn, onWrongType, null, new Range(0, 1)));
        assertThat(outcome(row, "{}")).isEqualTo(absent);
        assertThat(outcome(row, "{\"v\": null}")).isEqualTo(isNull);
        assertThat(outcome(row, "{\"v\": \"high\"}")).isEqualTo(wrong);
        assertThat(outcome(row, "{\"v\": NaN}")).isEqualTo(nan);
        assertThat(outcome(row, "{\"v\": 1.5}")).isEqualTo(outside);
        assertThat(outcome(row, "{\"v\": 1}")).isEqualTo("1.0");
        assertThat(outcome(row, "{\"v\": 0}")).isEqualTo("0.0");
    }

    /** The value of feature {@code v}, or why there is none. */
    private static String outcome(SampleDecoder decoder, String record) {
        Ingested ingested = Rows.decode(decoder, record);
        if (ingested instanceof Rejected rejected) {
            return rejected.reason().label();
        }
        Feature feature = ((Sample) ingested).features().get("v");
        if (feature instanceof Feature.Numeric numeric) {
            return Double.toString(numeric.value());
        }
        if (feature instanceof Feature.Category category) {
            return category.value();
        }
        return feature instanceof Feature.Text text ? text.value() : "missing";
    }

    private static @Nullable String labelOutcome(SampleDecoder decoder, String record) {
        Ingested ingested = Rows.decode(decoder, record);
        if (ingested instanceof Rejected rejected) {
            return rejected.reason().label();
        }
        Target target = ((Sample) ingested).target();
        return target instanceof Target.Label label ? Integer.toString(label.index()) : null;
    }
}
