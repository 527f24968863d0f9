package dev.millrace.sample.decode.row;

import dev.millrace.sample.Feature;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Rejected.Reason;
import dev.millrace.sample.Shape;
import org.jspecify.annotations.Nullable;

/** From the values of one field to a feature or a target: what a {@link Field} says, made ready to be asked for every record. Immutable. */
abstract class FieldReader {

    private static final Feature MISSING = new Feature.Missing();

    private final int index;
    private final String expected;

    /**
     * A reader.
     *
     * @param index of the field in its schema
     * @param expected what its values must be, with the field's name, for messages
     */
    FieldReader(int index, String expected) {
        this.index = index;
        this.expected = expected;
    }

    static FieldReader of(int index, Field field) {
        if (field instanceof NumericField numeric) {
            return new NumericReader(index, numeric);
        }
        if (field instanceof CategoricalField categorical) {
            return new CategoricalReader(index, categorical);
        }
        return field instanceof TextField text
                ? new TextReader(index, text)
                : new LabelReader(index, (LabelField) field);
    }

    /** Tells the row what the value is, or what is wrong with it. */
    abstract void read(Cell cell, Row row);

    /** What the contract says of the feature; null if the field is no feature. */
    abstract @Nullable FeatureSpec spec();

    /** What stands in for an absent value; null if the record is rejected, or if the field is no feature. */
    abstract @Nullable Feature filling();

    /** Whether a value of another type counts as absent. */
    abstract boolean takesWrongTypeAsMissing();

    static FeatureSpec spec(String name, Kind kind, MissingPolicy missing) {
        return new FeatureSpec(name, kind, Shape.of(), missing == MissingPolicy.INDICATOR);
    }

    static @Nullable Feature filling(MissingPolicy missing, @Nullable Feature ofDefault) {
        return missing == MissingPolicy.INDICATOR ? MISSING : ofDefault;
    }

    final void take(Row row, Feature feature) {
        row.put(index, feature);
    }

    final void wrongType(Row row, Cell found) {
        if (!takesWrongTypeAsMissing()) {
            fault(row, Reason.WRONG_TYPE, found);
        }
    }

    final void fault(Row row, Reason reason, Cell found) {
        row.fault(index, new Row.Fault(reason, "expected " + expected + ", found " + found.shown()));
    }
}
