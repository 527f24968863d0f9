package dev.millrace.sample.decode.row;

import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The fields of a row decoder, checked together and made ready. Immutable. */
final class Schema {

    private final List<FieldReader> readers = new ArrayList<>();
    private final List<String> places = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final boolean[] isFeature;
    private final InputContract contract;
    private final Features template;

    /**
     * A schema.
     *
     * @param fields as they are configured
     * @param placeOf from the name of a field to where its value stands if {@code from} does not say it
     * @throws IllegalArgumentException if the fields do not go together; the message begins with the key, {@code schema[2].from}
     */
    Schema(List<Field> fields, UnaryOperator<String> placeOf) {
        List<FeatureSpec> specs = new ArrayList<>();
        List<String> labels = List.of();
        isFeature = new boolean[fields.size()];
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            FieldReader reader = FieldReader.of(i, field);
            readers.add(reader);
            names.add(field.field());
            places.add(Objects.requireNonNullElseGet(field.from(), () -> placeOf.apply(field.field())));
            FeatureSpec spec = reader.spec();
            isFeature[i] = spec != null;
            if (spec != null) {
                specs.add(spec);
            }
            if (field instanceof LabelField label) {
                if (!labels.isEmpty()) {
                    throw new IllegalArgumentException(key(i) + " must not be a second label, got " + label.field());
                }
                labels = label.labels();
            }
        }
        requireNamesAndPlaces();
        if (specs.isEmpty()) {
            throw new IllegalArgumentException("schema must name at least one field that is a feature, got " + names);
        }
        contract = new InputContract(specs, labels);
        template = Features.of(
                specs.stream().map(FeatureSpec::name).toList(),
                Collections.nCopies(specs.size(), new Feature.Missing()));
    }

    private void requireNamesAndPlaces() {
        Set<String> seen = new HashSet<>();
        Map<String, String> taken = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).isBlank()) {
                throw new IllegalArgumentException(key(i) + ".field must be a name, got '" + names.get(i) + "'");
            }
            if (!seen.add(names.get(i))) {
                throw new IllegalArgumentException(key(i) + ".field must be distinct, got " + names.get(i) + " again");
            }
            String other = taken.put(places.get(i), names.get(i));
            if (other != null) {
                throw new IllegalArgumentException(
                        key(i) + ".from must be distinct, got " + places.get(i) + " again, as for " + other);
            }
        }
    }

    /** The key of the field at {@code index}, as messages begin with it. */
    static String key(int index) {
        return "schema[" + index + "]";
    }

    /** Number of fields. */
    int size() {
        return readers.size();
    }

    FieldReader reader(int index) {
        return readers.get(index);
    }

    /** Where the value of the field at {@code index} stands in the record. */
    String place(int index) {
        return places.get(index);
    }

    /** The name of the field at {@code index}, and where its value stands if that says more. */
    String nameAndPlace(int index) {
        String name = names.get(index);
        return name.equals(places.get(index)) ? name : name + " at " + places.get(index);
    }

    boolean isFeature(int index) {
        return isFeature[index];
    }

    int featureCount() {
        return template.size();
    }

    InputContract contract() {
        return contract;
    }

    /** The features by these values, in the order of the contract. */
    Features features(Feature... values) {
        return template.with(List.of(values));
    }
}
