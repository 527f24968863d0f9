package dev.millrace.sample.decode.row;

import static dev.millrace.sample.decode.row.Rows.csv;
import static dev.millrace.sample.decode.row.Rows.label;
import static dev.millrace.sample.decode.row.Rows.number;
import static dev.millrace.sample.decode.row.Rows.numberFrom;
import static dev.millrace.sample.decode.row.Rows.rejected;
import static dev.millrace.sample.decode.row.Rows.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.sample.Deviations;
import dev.millrace.sample.Feature;
import dev.millrace.sample.Rejected;
import dev.millrace.sample.Rejected.Reason;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Target;
import dev.millrace.sample.decode.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowTest {

    private static final CsvRow WEATHER = csv(
            List.of("time", "temp", "site", "label", "note"),
            TextField.required("note"),
            numberFrom("temperature", "temp"),
            CategoricalField.required("site"),
            label("dry", "wet"));

    private static final CsvRow PAIR = csv(List.of("x", "y"), NumericField.required("x"));

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void readsEachFieldFromItsColumn(String end) {
        Sample sample = sample(WEATHER, "12:00,-3.5,A,wet,\"späť, \"\"very\"\"\nlate\"" + end);
        assertThat(sample.features().toMap())
                .isEqualTo(Map.of(
                        "note", new Feature.Text("späť, \"very\"\nlate"),
                        "temperature", new Feature.Numeric(-3.5),
                        "site", new Feature.Category("A")));
        assertThat(sample.features().names()).containsExactly("note", "temperature", "site");
        assertThat(sample.target()).isEqualTo(new Target.Label(1));
        assertThat(sample.deviations()).isEqualTo(Deviations.NONE);
    }

    @Test
    void readsPastAByteOrderMark() {
        assertThat(sample(PAIR, "\uFEFF1,2").features().get("x")).isEqualTo(new Feature.Numeric(1));
    }

    @Test
    void takesAnEmptyCellForAnAbsentValue() {
        CsvRow row = csv(
                List.of("a", "b", "c", "label"),
                number("a", MissingPolicy.INDICATOR, null),
                number("b", MissingPolicy.DEFAULT, 2.5),
                NumericField.required("c"),
                label("0", "1"));
        Sample sample = sample(row, ",\"\",1,");
        assertThat(sample.features().get("a")).isEqualTo(new Feature.Missing());
        assertThat(sample.features().get("b")).isEqualTo(new Feature.Numeric(2.5));
        assertThat(sample.target()).isEqualTo(Target.None.INSTANCE);
        assertThat(sample.deviations()).isEqualTo(new Deviations(0, 2));

        Rejected rejected = rejected(row, "1,1,,1");
        assertThat(rejected.reason()).isEqualTo(Reason.MISSING_FIELD);
        assertThat(rejected.detail()).isEqualTo("expected c, found nothing there");
    }

    @Test
    void takesCellsBehindTheLastColumnForUnknownFields() {
        assertThat(sample(PAIR, "1,2,3,").deviations()).isEqualTo(new Deviations(2, 0));
        CsvRow strict =
                new CsvRow(List.of("x", "y"), ",", List.of(NumericField.required("x")), UnknownFields.REFUSE, 100);
        assertThat(sample(strict, "1,2").deviations()).isEqualTo(Deviations.NONE);
        assertThat(rejected(strict, "1,2,").reason()).isEqualTo(Reason.UNKNOWN_FIELD);
    }

    @Test
    void refusesALineWithFewerCellsThanColumnsWhateverTheyHold() {
        for (String text : List.of("1", "x", "1\n", "\n")) {
            assertThat(rejected(PAIR, text).reason()).isEqualTo(Reason.TRUNCATED);
        }
        assertThat(rejected(PAIR, "1").detail()).isEqualTo("expected 2 cells, found 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1,\"2",
                "\"1,2",
                "1,\"2\"\"",
                "1,\"2\"x",
                "\"1\"2,3",
                "1,2\n3,4",
                "1,2\n\n",
                "1,2\r\n\r\n",
                "1,2\n ",
                "1,2\r3"
            })
    void refusesWhatIsNotOneLine(String text) {
        Rejected rejected = rejected(PAIR, text);
        assertThat(rejected.reason()).isEqualTo(Reason.UNDECODABLE);
        assertThat(rejected.detail()).startsWith("expected one line of CSV in UTF-8, found ");
    }

    @Test
    void saysOfAnUnclosedQuoteWhatItIs() {
        assertThat(rejected(PAIR, "1,\"2").detail())
                .isEqualTo("expected one line of CSV in UTF-8, found Missing closing quote for value");
    }

    @Test
    void splitsAtTheDelimiterThatIsConfigured() {
        for (String delimiter : List.of("\t", ";", "|", " ")) {
            CsvRow row =
                    new CsvRow(List.of("x", "y"), delimiter, List.of(numberFrom("b", "y")), UnknownFields.IGNORE, 100);
            assertThat(sample(row, "1,5" + delimiter + "2").features().get("b")).isEqualTo(new Feature.Numeric(2));
        }
    }

    @Test
    void takesAQuoteInsideACellForACharacter() {
        CsvRow row = csv(List.of("a", "b"), TextField.required("a"), TextField.required("b"));
        assertThat(sample(row, "5\" pipe, \"x\"").features().toMap())
                .isEqualTo(Map.of("a", new Feature.Text("5\" pipe"), "b", new Feature.Text(" \"x\"")));
    }

    @Test
    void refusesBytesThatAreNotUtf8NoneAndTooMany() {
        CsvRow row = new CsvRow(List.of("a"), ",", List.of(TextField.required("a")), UnknownFields.IGNORE, 10);
        assertThat(rejected(row, "é".getBytes(StandardCharsets.ISO_8859_1)).reason())
                .isEqualTo(Reason.UNDECODABLE);
        assertThat(sample(row, "0123456789").features().get("a")).isEqualTo(new Feature.Text("0123456789"));
        assertThat(rejected(row, "0123456789a").reason()).isEqualTo(Reason.TOO_LARGE);
        Rejected none = (Rejected) row.decode(SourceRecord.of(Rows.ORIGIN, null));
        assertThat(none.reason()).isEqualTo(Reason.NULL_VALUE);
        assertThat(none.detail()).isEqualTo("expected a line of CSV, found no value");
    }
}
