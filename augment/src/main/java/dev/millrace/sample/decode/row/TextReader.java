package dev.millrace.sample.decode.row;

import dev.millrace.sample.Feature;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import org.jspecify.annotations.Nullable;

/** Reads a {@link TextField}. */
final class TextReader extends FieldReader {

    private final TextField field;
    private final @Nullable Feature filling;

    TextReader(int index, TextField field) {
        super(index, field.field() + " to be a text");
        this.field = field;
        String standIn = field.defaultValue();
        this.filling = filling(field.missing(), standIn == null ? null : new Feature.Text(standIn));
    }

    @Override
    void read(Cell cell, Row row) {
        switch (cell.type()) {
            case TEXT, UNTYPED -> take(row, new Feature.Text(cell.text()));
            case NUMBER, TRUTH, OBJECT, LIST -> wrongType(row, cell);
        }
    }

    @Override
    FeatureSpec spec() {
        return spec(field.field(), Kind.TEXT, field.missing());
    }

    @Override
    @Nullable
    Feature filling() {
        return filling;
    }

    @Override
    boolean takesWrongTypeAsMissing() {
        return field.wrongType() == WrongTypePolicy.MISSING;
    }
}
