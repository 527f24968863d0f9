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
    private final @Nullable FeatureSpec spec;
    private final @Nullable Feature filling;
    private final boolean takesWrongTypeAsMissing;

    /**
     * A reader of the label, which is no feature: what is absent stays so, what is of another type is a fault.
     *
     * @param index of the field in its schema
     * @param expected what its values must be, for messages
     */
    FieldReader(int index, LabelField field, String expected) {
        this.index = index;
        this.expected = field.field() + " to be " + expected;
        this.spec = null;
        this.filling = null;
        this.takesWrongTypeAsMissing = false;
    }

    /**
     * A reader of a feature.
     *
     * @param index of the field in its schema
     * @param kind of the feature
     * @param expected what its values must be, for messages
     */
    FieldReader(int index, FeatureField field, Kind kind, String expected) {
        boolean isMarked = field.missing() == MissingPolicy.INDICATOR;
        this.index = index;
        this.expected = field.field() + " to be " + expected;
        this.spec = new FeatureSpec(field.field(), kind, Shape.of(), isMarked);
        this.filling = isMarked ? MISSING : field.standIn();
        this.takesWrongTypeAsMissing = field.wrongType() == WrongTypePolicy.MISSING;
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
    final @Nullable FeatureSpec spec() {
        return spec;
    }

    /** What stands in for an absent value; null if the record is rejected, or if the field is no feature. */
    final @Nullable Feature filling() {
        return filling;
    }

    final void take(Row row, Feature feature) {
        row.put(index, feature);
    }

    final void wrongType(Row row, Cell found) {
        if (!takesWrongTypeAsMissing) {
            fault(row, Reason.WRONG_TYPE, found);
        }
    }

    final void fault(Row row, Reason reason, Cell found) {
        row.fault(index, new Row.Fault(reason, "expected " + expected + ", found " + found.shown()));
    }
}
