package dev.millrace.sample.decode.row;

import dev.millrace.sample.Feature;
import dev.millrace.sample.InputContract.Kind;

/** Reads a {@link TextField}. */
final class TextReader extends FieldReader {

    TextReader(int index, TextField field) {
        super(
                index,
                field.field() + " to be a text",
                Kind.TEXT,
                field.field(),
                field.missing(),
                field.defaultValue() == null ? null : new Feature.Text(field.defaultValue()),
                field.wrongType());
    }

    @Override
    void read(Cell cell, Row row) {
        switch (cell.type()) {
            case TEXT, UNTYPED -> take(row, new Feature.Text(cell.text()));
            case NUMBER, TRUTH, OBJECT, LIST -> wrongType(row, cell);
        }
    }
}
