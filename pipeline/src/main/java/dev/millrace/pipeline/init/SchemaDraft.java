package dev.millrace.pipeline.init;

import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.init.Draft.Finding;
import dev.millrace.sample.decode.row.CategoricalField;
import dev.millrace.sample.decode.row.Field;
import dev.millrace.sample.decode.row.LabelField;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A schema for the rows of a sample.
 *
 * @param fields every place of the rows, in order; also those that are left out, except the label
 * @param label which is the label
 * @param rows how many rows were looked at
 */
record SchemaDraft(List<FieldDraft> fields, LabelInference label, int rows) {

    private static final int MOST_NAMED = 5;

    SchemaDraft {
        fields = List.copyOf(fields);
    }

    /**
     * Chooses the label among fields.
     *
     * @throws UserError if nothing is left to learn from
     */
    static SchemaDraft of(List<FieldDraft> drafts, @Nullable String wantedLabel, int rows) {
        LabelInference label = LabelInference.of(drafts, wantedLabel);
        List<FieldDraft> others = new ArrayList<>(drafts);
        others.remove(label.chosen());
        SchemaDraft schema = new SchemaDraft(others, label, rows);
        if (schema.taken().isEmpty()) {
            throw new UserError("the rows have no field to learn from"
                    + (others.isEmpty() ? "" : ": " + some(others))
                    + "; send numbers, or names that come more than once");
        }
        return schema;
    }

    /** The fields of the decoder: what is taken, the label at last. */
    List<Field> schema() {
        List<Field> schema = new ArrayList<>();
        for (FieldDraft draft : taken()) {
            if (draft.field() != null) {
                schema.add(draft.field());
            }
        }
        if (label.chosen() != null) {
            schema.add(labelField(label.chosen()));
        }
        return schema;
    }

    /** What a field would be as the label. */
    static LabelField labelField(FieldDraft draft) {
        Field field = draft.field();
        return new LabelField(
                draft.name(),
                field == null ? null : field.from(),
                Classes.of(draft.column().values()).names());
    }

    List<FieldDraft> taken() {
        return fields.stream().filter(FieldDraft::isTaken).toList();
    }

    List<FieldDraft> leftOut() {
        return fields.stream().filter(draft -> !draft.isTaken()).toList();
    }

    /** The most names that a category has; 0 without categories. */
    int mostNames() {
        return taken().stream()
                .filter(draft -> draft.field() instanceof CategoricalField)
                .mapToInt(draft -> draft.column().distinct())
                .max()
                .orElse(0);
    }

    /** What was found, for people. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        long categories = taken().stream()
                .filter(draft -> draft.field() instanceof CategoricalField)
                .count();
        findings.add(new Finding(
                "fields", Phrase.of("%,d numeric, %,d categorical", taken().size() - categories, categories)));
        FieldDraft chosen = label.chosen();
        if (chosen != null) {
            Classes classes = Classes.of(chosen.column().values());
            findings.add(new Finding(
                    "label",
                    Phrase.of(
                            "%s, %s: %,d classes, %s",
                            chosen.name(), label.why(), classes.names().size(), classes.frequent())));
            if (!classes.guessed().isEmpty()) {
                findings.add(new Finding(
                        "guessed",
                        Phrase.of("the classes %s, which did not come", String.join(", ", classes.guessed()))));
            }
        }
        if (!leftOut().isEmpty()) {
            findings.add(new Finding("left out", some(leftOut())));
        }
        List<FieldDraft> constant =
                taken().stream().filter(draft -> draft.column().distinct() == 1).toList();
        if (!constant.isEmpty()) {
            findings.add(new Finding("constant", names(constant) + ": kept, since what is constant so far may move"));
        }
        return findings;
    }

    private static String some(List<FieldDraft> drafts) {
        String named = drafts.stream()
                .limit(MOST_NAMED)
                .map(draft -> draft.name() + " (" + draft.why() + ")")
                .collect(Collectors.joining(", "));
        return drafts.size() <= MOST_NAMED ? named : named + Phrase.of(" and %,d more", drafts.size() - MOST_NAMED);
    }

    private static String names(List<FieldDraft> drafts) {
        String named = drafts.stream().limit(MOST_NAMED).map(FieldDraft::name).collect(Collectors.joining(", "));
        return drafts.size() <= MOST_NAMED ? named : named + Phrase.of(" and %,d more", drafts.size() - MOST_NAMED);
    }

    /** What could not be decided, a sentence each. */
    List<String> open() {
        List<String> open = new ArrayList<>();
        FieldDraft chosen = label.chosen();
        if (chosen == null) {
            open.add("the label: " + label.why() + "; say it with --label FIELD"
                    + (label.candidates().isEmpty() ? "" : ", it may be " + names(label.candidates())));
        } else if (Classes.of(chosen.column().values()).names().size() < 2) {
            open.add(Phrase.of(
                    "the classes: only %s came in %s; name the others in labels",
                    chosen.column().onlyValue(), chosen.name()));
        }
        return open;
    }
}
