package dev.millrace.sample.decode.row;

import dev.millrace.sample.Feature;
import dev.millrace.sample.InputContract.Kind;

/** Reads a {@link TextField}. */
final class TextReader extends FieldReader {

    TextReader(int index, TextField field) {
        super(index, field, Kind.TEXT, "a text");
    }

    @Override
    void read(Cell cell, Row row) {
        switch (cell.type()) {
            case TEXT, UNTYPED -> take(row, new Feature.Text(cell.text()));
            case NUMBER, TRUTH, OBJECT, LIST -> wrongType(row, cell);
        }
    }
}
