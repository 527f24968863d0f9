package dev.millrace.sample.decode.row;

import dev.millrace.sample.Deviations;
import dev.millrace.sample.Feature;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.Rejected;
import dev.millrace.sample.Rejected.Reason;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Target;
import dev.millrace.sample.decode.SourceRecord;
import org.jspecify.annotations.Nullable;

/** What has been read of one record. Faults of fields are kept until all is read: a record that is broken further on is not of the format at all. */
final class Row {

    /** What is wrong with a field: the kind, and one sentence. */
    record Fault(Reason reason, String detail) {}

    private final Schema schema;
    private final @Nullable Feature[] features;
    private @Nullable Fault @Nullable [] faults;
    private Target target = Target.None.INSTANCE;
    private int unknownFields;
    private String unknownField = "";

    Row(Schema schema) {
        this.schema = schema;
        this.features = new Feature[schema.size()];
    }

    /** A value of the field at {@code index} of the schema; null is as good as none. */
    void read(int index, Cell cell) {
        schema.reader(index).read(cell, this);
    }

    void put(int index, Feature feature) {
        features[index] = feature;
    }

    void answer(Target answer) {
        target = answer;
    }

    void fault(int index, Fault fault) {
        if (faults == null) {
            faults = new Fault[schema.size()];
        }
        faults[index] = fault;
    }

    /** A field that the schema does not name. */
    void unknown(String name) {
        if (unknownFields++ == 0) {
            unknownField = name;
        }
    }

    /** The sample, or the first fault in the order of the schema. */
    Ingested finish(SourceRecord record, UnknownFields policy) {
        Feature[] values = new Feature[schema.featureCount()];
        int filledFields = 0;
        int next = 0;
        for (int i = 0; i < schema.size(); i++) {
            Fault fault = faults == null ? null : faults[i];
            if (fault != null) {
                return rejected(record, fault.reason(), fault.detail());
            }
            if (!schema.isFeature(i)) {
                continue;
            }
            Feature value = features[i];
            if (value == null) {
                value = schema.reader(i).filling();
                filledFields++;
            }
            if (value == null) {
                return rejected(
                        record, Reason.MISSING_FIELD, "expected " + schema.nameAndPlace(i) + ", found nothing there");
            }
            values[next++] = value;
        }
        if (unknownFields > 0 && policy == UnknownFields.REFUSE) {
            String detail = "expected the fields of the schema alone, found " + Excerpt.of(unknownField);
            return rejected(record, Reason.UNKNOWN_FIELD, detail);
        }
        Deviations deviations =
                unknownFields == 0 && filledFields == 0 ? Deviations.NONE : new Deviations(unknownFields, filledFields);
        return Sample.of(record.origin(), schema.features(values), target, deviations);
    }

    private static Rejected rejected(SourceRecord record, Reason reason, String detail) {
        return new Rejected(record.origin(), reason, detail, record.value());
    }
}
