package dev.millrace.pipeline.init;

import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.init.Draft.Finding;
import dev.millrace.sample.decode.SourceRecord;
import dev.millrace.sample.decode.row.CsvRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From lines of text to the decoder {@code csv}. */
final class CsvInference {

    private CsvInference() {}

    /**
     * Infers.
     *
     * @param label the label's column, if the user says it
     * @throws UserError if the lines are no CSV of one width
     */
    static Draft infer(List<SourceRecord> records, @Nullable String label, ArrivalRate rate) {
        CsvLines lines = CsvLines.of(records);
        if (lines == null || lines.others() > (1 - Survey.AGREEMENT) * records.size()) {
            throw new UserError(
                    "the records are text, but neither JSON objects nor CSV lines with one number of columns, as \""
                            + excerpt(records.get(0))
                            + "\"; a decoder of your own reads them: type: class in docs/config.md");
        }
        List<FieldDraft> fields = new ArrayList<>();
        for (Column column : columns(lines)) {
            fields.add(new FieldInference(
                            column, column.place(), null, lines.rows().size())
                    .infer());
        }
        SchemaDraft schema = SchemaDraft.of(fields, label, lines.rows().size());
        String delimiter = String.valueOf(lines.delimiter());
        return new Draft(
                CsvRow.of(lines.names(), delimiter, schema.schema(), null, null),
                text(lines, schema),
                TrainingText.ofTable(schema.mostNames(), rate),
                findings(lines, schema),
                open(lines, schema));
    }

    private static List<Column> columns(CsvLines lines) {
        List<Column> columns = lines.names().stream().map(Column::new).toList();
        int partition = -1;
        for (CsvLines.Line row : lines.rows()) {
            if (row.partition() != partition) {
                columns.forEach(Column::partitionEnds);
                partition = row.partition();
            }
            for (int i = 0; i < columns.size(); i++) {
                if (!row.cells().get(i).isEmpty()) {
                    columns.get(i).untyped(row.cells().get(i));
                }
            }
        }
        return columns;
    }

    private static ConfigLines text(CsvLines lines, SchemaDraft schema) {
        ConfigLines text = new ConfigLines().add("type: csv");
        if (lines.header() == null) {
            text.note(
                    "No line names the columns, so these names stand for their numbers; better ones go here and below.");
        } else {
            text.note(
                    "The names are those of the header, which is a record of its own and a dead letter: it is no row.");
        }
        text.add("columns: " + YamlScalar.list(lines.names()));
        if (lines.delimiter() != ',') {
            text.add("delimiter: " + YamlScalar.of(String.valueOf(lines.delimiter())));
        }
        return text.nest(0, SchemaText.of(schema));
    }

    private static List<Finding> findings(CsvLines lines, SchemaDraft schema) {
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding(
                "columns",
                Phrase.of(
                        "%,d, divided by %s, %s",
                        lines.width(),
                        name(lines.delimiter()),
                        lines.header() == null
                                ? "without a header"
                                : "named by the header, which will be a dead letter")));
        findings.addAll(schema.findings());
        return findings;
    }

    private static List<String> open(CsvLines lines, SchemaDraft schema) {
        List<String> open = new ArrayList<>(schema.open());
        if (lines.header() == null) {
            open.add(Phrase.of("the names of the columns: they are c1 to c%d", lines.width()));
        }
        return open;
    }

    private static String name(char delimiter) {
        return delimiter == '\t' ? "tabs" : "'" + delimiter + "'";
    }

    private static String excerpt(SourceRecord record) {
        byte[] value = record.value();
        String text = value == null ? "" : new String(value, StandardCharsets.UTF_8).strip();
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
