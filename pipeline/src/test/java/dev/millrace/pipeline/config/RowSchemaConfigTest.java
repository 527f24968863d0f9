package dev.millrace.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.sample.InputContract;
import dev.millrace.sample.decode.row.JsonRow;
import dev.millrace.sample.decode.row.MissingPolicy;
import dev.millrace.sample.decode.row.NumericField;
import dev.millrace.sample.decode.row.Range;
import dev.millrace.sample.decode.row.WrongTypePolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A schema in a configuration file: its faults are told with the line of the field. */
class RowSchemaConfigTest {

    private static final String ROWS = """
            model: rows
            kafka: {bootstrapServers: "localhost:9092"}
            source:
              topic: readings
              decoder:
                type: json
                schema:
                  - {kind: numeric, field: temperature, from: /at/temp, range: [-40, 85], missing: default, default: 20}
                  - {kind: categorical, field: site}
                  - kind: label
                    field: state
                    labels: [0, 1, true]
            trainer:
              encode: {type: tabular}
              network: {type: mlp, hidden: [4]}
            """;

    @Test
    void readsTheFieldsAndPrintsWhatReadsBackToThem() {
        LoadedConfig loaded = ConfigLoaderTest.load(ROWS);
        JsonRow decoder = (JsonRow) loaded.config().source().decoder();
        assertThat(decoder.schema().get(0))
                .isEqualTo(new NumericField(
                        "temperature",
                        "/at/temp",
                        MissingPolicy.DEFAULT,
                        20.0,
                        WrongTypePolicy.REFUSE,
                        null,
                        new Range(-40, 85)));
        assertThat(decoder.contract().labels()).containsExactly("0", "1", "true");
        assertThat(loaded.config().trainer().input()).isEqualTo(decoder.contract());
        assertThat(decoder.contract().features())
                .extracting(InputContract.FeatureSpec::name)
                .containsExactly("temperature", "site");
        assertThat(loaded.given()).contains("source.decoder.schema[0].range");

        String printed = ConfigPrinter.print(loaded);
        assertThat(printed)
                .contains("wrongType: refuse # default", "default: 20.0\n", "from: /at/temp\n")
                .containsOnlyOnce("from:");
        assertThat(ConfigLoaderTest.load(printed).config()).isEqualTo(loaded.config());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: categorical | kind: categorial | c.yaml:9: source.decoder.schema[1].kind must be one of numeric, categorical, text, label, got categorial; did you mean categorical?",
                "kind: categorical | type: categorical | 'c.yaml:9: source.decoder.schema[1].kind is missing: one of numeric, categorical, text, label'",
                "field: site | feld: site | c.yaml:9: source.decoder.schema[1].feld is unknown; did you mean field?",
                "field: site | field: temperature | c.yaml:9: source.decoder.schema[1].field must be distinct, got temperature again",
                "field: site | 'field: site, from: site' | 'c.yaml:9: source.decoder.schema[1].from must be a JSON pointer, as /name or /list/0 (~1 for a slash in a name, ~0 for a tilde), got ''site'''",
                "field: site | 'field: site, from: /at/temp' | c.yaml:9: source.decoder.schema[1].from must be distinct, got /at/temp again, as for temperature",
                "range: [-40, 85] | range: [85, -40] | 'c.yaml:8: source.decoder.schema[0].range must be [min, max], finite and min below max, got [85.0, -40.0]'",
                "range: [-40, 85] | range: [-40] | 'c.yaml:8: source.decoder.schema[0].range must be [min, max], got [-40.0]'",
                "default: 20 | default: high | c.yaml:8: source.decoder.schema[0].default must be a number, got high",
                "default: 20 | default: 100 | 'c.yaml:8: source.decoder.schema[0].default must be in the range [-40, 85], got 100'",
                "', default: 20' | '' | 'c.yaml:8: source.decoder.schema[0]: a default must be given where missing is default, got none'",
                "'missing: default, ' | '' | 'c.yaml:8: source.decoder.schema[0]: a default must be left out unless missing is default, got 20.0'",
                "missing: default | missing: fill | c.yaml:8: source.decoder.schema[0].missing must be one of refuse, indicator, default, got fill",
                "'labels: [0, 1, true]' | 'labels: [1, 1.0]' | c.yaml:12: source.decoder.schema[2].labels must be distinct, got 1.0 twice",
                "'labels: [0, 1, true]' | 'labels: [up]' | 'c.yaml:5: source.decoder must name at least 2 labels, the classes to tell apart, got [up]'",
                "kind: label | 'kind: text' | c.yaml:12: source.decoder.schema[2].labels is unknown; there are kind, field, from, missing, default, wrongType",
            })
    void tellsTheLineOfAFieldThatIsWrong(String right, String wrong, String message) {
        assertThat(ROWS).contains(right);
        assertThat(ConfigLoaderTest.refusal(ROWS.replace(right, wrong))).isEqualTo(message);
    }

    @Test
    void tellsOfEveryFieldThatIsWrongWhateverElseIs() {
        String wrong = ROWS.replace(
                        "field: temperature, from: /at/temp, range: [-40, 85]", "field: temperature, unit: [C]")
                .replace("field: site}", "field: site, from: site}")
                .replace("field: state", "field: state\n        from: state")
                .replace("type: json", "type: json\n    maxBytes: 0")
                .replace("hidden: [4]", "hidden: [0]");
        assertThat(ConfigLoaderTest.refusal(wrong).lines())
                .map(line -> line.replaceAll(" must .*", ""))
                .containsExactly(
                        "c.yaml:7: source.decoder.maxBytes",
                        "c.yaml:9: source.decoder.schema[0].unit",
                        "c.yaml:10: source.decoder.schema[1].from",
                        "c.yaml:13: source.decoder.schema[2].from",
                        "c.yaml:17: trainer.network.hidden[0]");
    }

    @Test
    void saysThatAFieldOfKindLabelIsWhatIsMissing() {
        String label = "      - kind: label\n        field: state\n        labels: [0, 1, true]\n";
        assertThat(ROWS).contains(label);
        assertThat(ConfigLoaderTest.refusal(ROWS.replace(label, "")))
                .isEqualTo(
                        "c.yaml:7: source.decoder.schema must have one field of kind: label, which lists the classes to tell"
                                + " apart under labels, got []");
    }
}
