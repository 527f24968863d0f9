package dev.millrace.pipeline.init;

import dev.millrace.sample.decode.SourceRecord;
import dev.millrace.sample.decode.row.JsonPointer;
import dev.millrace.sample.decode.row.JsonRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From JSON objects to the decoder {@code json}. */
final class JsonInference {

    private JsonInference() {}

    /** @param label the label's name or pointer, if the user says it */
    static Draft infer(List<SourceRecord> objects, @Nullable String label, ArrivalRate rate) {
        JsonColumns columns = JsonColumns.of(objects);
        SchemaDraft schema = SchemaDraft.of(fields(columns.columns(), objects.size()), label, objects.size());
        ConfigLines lines = new ConfigLines().add("type: json");
        for (String list : columns.unevenLists()) {
            lines.note(YamlScalar.of(list) + " is left out: a list that is long or of varying length");
        }
        lines.nest(0, SchemaText.of(schema));
        lines.note(
                "A key of the object that is not named here is passed over and counted; unknownFields: refuse makes a dead letter of it.");
        return new Draft(
                JsonRow.of(schema.schema(), null, null),
                lines,
                TrainingText.ofTable(schema.mostNames(), rate),
                schema.findings(),
                schema.open());
    }

    private static List<FieldDraft> fields(List<Column> columns, int rows) {
        Map<Column, List<String>> paths = new LinkedHashMap<>();
        columns.forEach(column -> paths.put(column, JsonPointer.steps("from", column.place())));
        Map<List<String>, String> names = FieldNames.of(List.copyOf(paths.values()));
        List<FieldDraft> drafts = new ArrayList<>();
        paths.forEach((column, path) -> {
            String name = names.getOrDefault(path, column.place());
            String from = JsonPointer.to(name).equals(column.place()) ? null : column.place();
            drafts.add(new FieldInference(column, name, from, rows).infer());
        });
        return drafts;
    }
}
