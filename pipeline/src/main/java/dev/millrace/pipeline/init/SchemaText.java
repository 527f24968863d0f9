package dev.millrace.pipeline.init;

/** A schema as commented YAML, from {@code schema:} on. */
final class SchemaText {

    /** Objects with ever new keys have thousands of fields that are in few records. */
    private static final int MOST_LEFT_OUT = 40;

    private SchemaText() {}

    static ConfigLines of(SchemaDraft draft) {
        ConfigLines lines = new ConfigLines();
        lines.note(
                Phrase.of(
                                "Behind each field: what was seen in %,d records. A record that lacks one of them, or has another type there, is a dead letter unless the",
                                draft.rows())
                        + " field says otherwise: missing: indicator tells the network that it is missing, missing: default puts a default there.");
        lines.note(
                "No range is set, since what came so far is no limit; with range: [min, max] whatever lies outside is a dead letter."
                        + " A number that is a name rather than an amount is better kind: categorical.");
        lines.add("schema:");
        ConfigLines fields = new ConfigLines();
        for (FieldDraft field : draft.taken()) {
            if (field.field() != null) {
                fields.add(FieldText.of(field.field()), field.why());
            }
        }
        leftOut(draft, fields);
        label(draft, fields);
        return lines.nest(2, fields);
    }

    private static void leftOut(SchemaDraft draft, ConfigLines fields) {
        int shown = 0;
        for (FieldDraft field : draft.leftOut()) {
            if (shown++ == MOST_LEFT_OUT) {
                fields.note(Phrase.of(
                        "%,d more fields are left out.", draft.leftOut().size() - MOST_LEFT_OUT));
                return;
            }
            if (field.field() == null) {
                fields.note(YamlScalar.of(field.column().place()) + " is left out: " + field.why());
            } else {
                fields.option(FieldText.of(field.field()), "left out: " + field.why());
            }
        }
    }

    private static void label(SchemaDraft draft, ConfigLines fields) {
        FieldDraft chosen = draft.label().chosen();
        if (chosen == null) {
            fields.note("The label is to be filled in: " + draft.label().why()
                    + ". A label leaves the fields above and is listed with its classes, at least two.");
            for (FieldDraft candidate : draft.label().candidates()) {
                fields.option(
                        FieldText.of(SchemaDraft.labelField(candidate)), "instead of " + candidate.name() + " above");
            }
            if (draft.label().candidates().isEmpty()) {
                fields.option("- {kind: label, field: FIELD, labels: [FIRST, SECOND]}", "");
            }
            return;
        }
        Classes classes = Classes.of(chosen.column().values());
        fields.note(Phrase.of(
                "The label, %s. A value that is not listed makes a dead letter, so list all that may come; a record without a value is predicted only.",
                draft.label().why()));
        if (!classes.guessed().isEmpty()) {
            fields.note(guess(classes));
        }
        int unlabelled = draft.rows() - chosen.column().scalars();
        fields.add(
                FieldText.of(SchemaDraft.labelField(chosen)),
                classes.frequent() + (unlabelled > 0 ? Phrase.of(", %,d times none", unlabelled) : ""));
    }

    private static String guess(Classes classes) {
        return Phrase.of(
                "%s did not come; listed because the others count from %s to %s.",
                String.join(", ", classes.guessed()),
                classes.names().get(0),
                classes.names().get(classes.names().size() - 1));
    }
}
