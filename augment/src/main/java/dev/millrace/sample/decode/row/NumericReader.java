package dev.millrace.sample.decode.row;

import dev.millrace.sample.Feature;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Rejected.Reason;

/** Reads a {@link NumericField}. */
final class NumericReader extends FieldReader {

    /** The network computes in floats: what is beyond them would be infinite there. */
    private static final Range FLOATS = new Range(-Float.MAX_VALUE, Float.MAX_VALUE);

    private final Range range;

    NumericReader(int index, NumericField field) {
        super(index, field, Kind.NUMERIC, expected(field));
        this.range = field.range() == null ? FLOATS : field.range();
    }

    private static String expected(NumericField field) {
        String range = field.range() == null ? "" : " in " + field.range();
        String unit = field.unit() == null ? "" : " " + field.unit();
        return "a number" + range + unit;
    }

    @Override
    void read(Cell cell, Row row) {
        String text = cell.type() == Cell.Type.UNTYPED ? cell.text().strip() : cell.text();
        double nonFinite = Numbers.nonFinite(text);
        if (nonFinite != 0) {
            fault(row, Double.isNaN(nonFinite) ? Reason.NAN : Reason.INFINITE, cell);
        } else if (!isNumber(cell.type(), text)) {
            wrongType(row, cell);
        } else {
            double value = Double.parseDouble(text);
            if (range.contains(value) && FLOATS.contains(value)) {
                take(row, new Feature.Numeric(value));
            } else {
                fault(row, Reason.OUT_OF_RANGE, cell);
            }
        }
    }

    private static boolean isNumber(Cell.Type type, String text) {
        return type == Cell.Type.NUMBER || (type == Cell.Type.UNTYPED && Numbers.isNumber(text));
    }
}
