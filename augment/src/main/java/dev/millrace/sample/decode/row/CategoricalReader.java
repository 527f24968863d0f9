package dev.millrace.sample.decode.row;

import dev.millrace.sample.Feature;
import dev.millrace.sample.InputContract.Kind;

/** Reads a {@link CategoricalField}. */
final class CategoricalReader extends FieldReader {

    CategoricalReader(int index, CategoricalField field) {
        super(index, field, Kind.CATEGORY, "a category, a single value");
    }

    @Override
    void read(Cell cell, Row row) {
        switch (cell.type()) {
            case OBJECT, LIST -> wrongType(row, cell);
            case NUMBER -> take(row, new Feature.Category(PlainText.of(cell.text())));
            case TEXT, TRUTH, UNTYPED -> take(row, new Feature.Category(cell.text()));
        }
    }
}
