package dev.millrace.pipeline.init;

import dev.millrace.sample.decode.row.CategoricalField;
import dev.millrace.sample.decode.row.Field;
import dev.millrace.sample.decode.row.MissingPolicy;
import dev.millrace.sample.decode.row.NumericField;
import dev.millrace.sample.decode.row.TextField;
import dev.millrace.sample.decode.row.WrongTypePolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From what was seen at one place of the rows to a field of the schema. The label is chosen elsewhere. */
final class FieldInference {

    /** From this share of the values on, they are of one type, and the others are exceptions. */
    private static final double TYPICAL = 0.95;

    /** Fewer values say too little to call them all different. */
    private static final int TELLING = 20;

    private static final double NEARLY_ALL = 0.9;
    private static final double RARE = 0.01;
    private static final int FEW_NAMES = 50;
    private static final int LONG_TEXT = 40;
    private static final double FIRST_EPOCH_SECOND = 1e9;

    private final Column column;
    private final String name;
    private final @Nullable String from;
    private final int rows;
    private final List<String> notes = new ArrayList<>();

    /**
     * @param from where its value stands; null if the decoder finds it by the name
     * @param rows how many rows were looked at
     */
    FieldInference(Column column, String name, @Nullable String from, int rows) {
        this.column = column;
        this.name = name;
        this.from = from;
        this.rows = rows;
    }

    FieldDraft infer() {
        int present = column.present();
        if (present == 0) {
            return new FieldDraft(column, name, null, false, "null in all of them");
        }
        FieldDraft draft = ofType();
        return draft.isTaken() && present < RARE * rows
                ? draft.leftOut(Phrase.of("in %,d of %,d records alone", present, rows))
                : draft;
    }

    private FieldDraft ofType() {
        double typical = TYPICAL * column.present();
        if (column.numbers() + column.nonFinite() >= typical && column.numbers() > 0) {
            return number();
        }
        if (column.truths() >= typical) {
            return taken(category());
        }
        if (column.texts() >= typical) {
            return text();
        }
        if (column.scalars() >= typical && column.distinct() <= FEW_NAMES) {
            notes.add("numbers and texts, so names");
            return taken(category());
        }
        return leftOut(null, "numbers, texts, objects: no one type");
    }

    private FieldDraft number() {
        boolean isSpread = column.numbers() >= TELLING && column.distinct() >= NEARLY_ALL * column.numbers();
        if (column.isRising() && column.numbers() >= TELLING) {
            return leftOut(numeric(), "rises with every record, as its number or time does");
        }
        if (column.isWhole() && FieldNames.isTime(name) && column.least() >= FIRST_EPOCH_SECOND) {
            return leftOut(numeric(), "a moment");
        }
        if (column.isWhole() && FieldNames.isKey(name)) {
            if (isSpread) {
                return leftOut(category(), "tells records apart");
            }
            notes.add("names by its own name");
            return taken(category());
        }
        notes.add(column.distinct() == 1 ? "always " + column.onlyValue() + " so far" : column.span());
        return taken(numeric());
    }

    private FieldDraft text() {
        if (column.times() >= TYPICAL * column.texts()) {
            return leftOut(textField(), "a moment");
        }
        boolean isSpread = column.texts() >= TELLING && column.distinct() >= NEARLY_ALL * column.texts();
        boolean isFree = column.meanLength() > LONG_TEXT
                || (column.spaced() > column.texts() / 2 && column.distinct() > column.texts() / 2);
        if (isFree && column.distinct() > 1) {
            return leftOut(textField(), "free text, which encode tabular does not read");
        }
        if (column.numeralTexts() >= TYPICAL * column.texts() && column.distinct() > FEW_NAMES) {
            return leftOut(category(), "numbers in quotes, which are texts to a schema: send them without");
        }
        return isSpread ? leftOut(category(), "tells records apart") : taken(category());
    }

    private NumericField numeric() {
        return new NumericField(name, from, missing(column.numbers()), null, wrongType(column.numbers()), null, null);
    }

    private CategoricalField category() {
        return new CategoricalField(name, from, missing(column.scalars()), null, wrongType(column.scalars()));
    }

    private TextField textField() {
        return new TextField(name, from, missing(column.texts()), null, wrongType(column.texts()));
    }

    private MissingPolicy missing(int usable) {
        return usable + column.nonFinite() < rows ? MissingPolicy.INDICATOR : MissingPolicy.REFUSE;
    }

    private WrongTypePolicy wrongType(int usable) {
        return usable + column.nonFinite() < column.present() ? WrongTypePolicy.MISSING : WrongTypePolicy.REFUSE;
    }

    private FieldDraft taken(NumericField field) {
        noteExceptions(column.numbers(), "no number");
        if (column.nonFinite() > 0) {
            notes.add(Phrase.of("%,d not finite: dead letters", column.nonFinite()));
        }
        return new FieldDraft(column, name, field, true, String.join("; ", notes));
    }

    private FieldDraft taken(CategoricalField field) {
        notes.add(0, column.distinct() == 1 ? "always " + column.onlyValue() + " so far" : names());
        noteExceptions(column.scalars(), "no single value");
        return new FieldDraft(column, name, field, true, String.join("; ", notes));
    }

    private String names() {
        return Phrase.of("%,d names", column.distinct());
    }

    private void noteExceptions(int usable, String what) {
        int absent = rows - column.present();
        int wrong = column.present() - column.nonFinite() - usable;
        if (absent > 0) {
            notes.add(Phrase.of("missing in %,d", absent));
        }
        if (wrong > 0) {
            notes.add(Phrase.of("%s in %,d", what, wrong));
        }
    }

    private FieldDraft leftOut(@Nullable Field field, String why) {
        return new FieldDraft(column, name, field, false, why);
    }
}
