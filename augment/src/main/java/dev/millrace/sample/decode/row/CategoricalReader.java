package dev.millrace.sample.decode.row;

import dev.millrace.sample.Feature;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import org.jspecify.annotations.Nullable;

/** Reads a {@link CategoricalField}. */
final class CategoricalReader extends FieldReader {

    private final CategoricalField field;
    private final @Nullable Feature filling;

    CategoricalReader(int index, CategoricalField field) {
        super(index, field.field() + " to be a category, a single value");
        this.field = field;
        String standIn = field.defaultValue();
        this.filling = filling(field.missing(), standIn == null ? null : new Feature.Category(standIn));
    }

    @Override
    void read(Cell cell, Row row) {
        switch (cell.type()) {
            case OBJECT, LIST -> wrongType(row, cell);
            case NUMBER -> take(row, new Feature.Category(PlainText.of(cell.text())));
            case TEXT, TRUTH, UNTYPED -> take(row, new Feature.Category(cell.text()));
        }
    }

    @Override
    FeatureSpec spec() {
        return spec(field.field(), Kind.CATEGORY, field.missing());
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
