package dev.millrace.sample.decode.row;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.millrace.sample.decode.SampleDecoder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused at the start, with the key that the message begins with. */
class SchemaTest {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | schema must name at least one field that is a feature, got []",
                "[{kind: label, field: y, labels: [a, b]}] | schema must name at least one field that is a feature, got [y]",
                "[{kind: numeric, field: ' '}] | schema[0].field must be a name, got ' '",
                "[{kind: numeric, field: a}, {kind: text, field: a, from: /b}] | schema[1].field must be distinct, got a again",
                "[{kind: numeric, field: a}, {kind: text, field: b, from: /a}] | schema[1].from must be distinct, got /a again, as for a",
                "[{kind: numeric, field: a, from: /b}, {kind: text, field: b}] | schema[1].from must be distinct, got /b again, as for a",
                "[{kind: label, field: y, labels: [a, b]}, {kind: text, field: b}, {kind: label, field: z, labels: [a, b]}] | schema[2] must not be a second label, got z",
                "[{kind: numeric, field: a, from: a}] | schema[0].from must be a JSON pointer, as /name or /list/0 (~1 for a slash in a name, ~0 for a tilde), got 'a'",
                "[{kind: numeric, field: a, from: ''}] | schema[0].from must be a JSON pointer, as /name or /list/0 (~1 for a slash in a name, ~0 for a tilde), got ''",
                "[{kind: numeric, field: a, from: /a~2}] | schema[0].from must be a JSON pointer, as /name or /list/0 (~1 for a slash in a name, ~0 for a tilde), got '/a~2'",
                "[{kind: numeric, field: a}], maxBytes: 0 | maxBytes must be in [1, 16777216], got 0",
                "[{kind: numeric, field: a}], maxBytes: 16777217 | maxBytes must be in [1, 16777216], got 16777217",
            })
    void fieldsThatDoNotGoTogether(String schema, String message) {
        refuses("{type: json, schema: " + schema + "}", message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "kind: numeric, range: [1, 1] | range must be [min, max], finite and min below max, got [1.0, 1.0]",
                "kind: numeric, range: [2, 1] | range must be [min, max], finite and min below max, got [2.0, 1.0]",
                "kind: numeric, range: [0, Infinity] | range must be [min, max], finite and min below max, got [0.0, Infinity]",
                "kind: numeric, range: [NaN, 0] | range must be [min, max], finite and min below max, got [NaN, 0.0]",
                "kind: numeric, range: [1] | range must be [min, max], got [1.0]",
                "kind: numeric, missing: default | a default must be given where missing is default, got none",
                "kind: text, missing: default | a default must be given where missing is default, got none",
                "kind: numeric, default: 1 | a default must be left out unless missing is default, got 1.0",
                "kind: categorical, default: a, missing: indicator | a default must be left out unless missing is default, got a",
                "kind: numeric, missing: default, default: 2, range: [-1, 1.5] | default must be in the range [-1, 1.5], got 2",
                "kind: numeric, missing: default, default: 1e39 | default must be a finite number that a float can hold, got 1.0E39",
                "kind: numeric, missing: default, default: NaN | default must be a finite number that a float can hold, got NaN",
                "kind: label, labels: [] | labels must name the classes, got none",
                "kind: label, labels: [a, b, a] | labels must be distinct, got a twice",
                "kind: label, labels: ['1', '2', '1.0'] | labels must be distinct, got 1.0 twice",
            })
    void aFieldThatIsWrongByItself(String field, String message) {
        refuses("{type: json, schema: [{field: a, " + field + "}, {kind: numeric, field: z}]}", message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "columns: [a, b, a] | columns[2] must be distinct, got a again",
                "columns: [b] | schema[0].field must be one of the columns, got a",
                "columns: [a, b], delimiter: '' | delimiter must be one character, no quote and no line break, got ''",
                "columns: [a, b], delimiter: ', ' | delimiter must be one character, no quote and no line break, got ', '",
                "columns: [a, b], delimiter: '\"' | delimiter must be one character, no quote and no line break, got '\"'",
                "columns: [a] | schema[1].from must be one of the columns, got b",
            })
    void columnsThatDoNotFitTheFields(String columns, String message) {
        refuses(
                "{type: csv, schema: [{kind: numeric, field: a}, {kind: numeric, field: z, from: b}], " + columns + "}",
                message);
    }

    private static void refuses(String yaml, String message) {
        assertThatThrownBy(() -> YAML.readValue(yaml, SampleDecoder.class))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
