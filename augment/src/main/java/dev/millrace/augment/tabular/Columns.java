package dev.millrace.augment.tabular;

import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The features of a row that an augmentation varies, by name. */
final class Columns {

    private Columns() {}

    /** A copy of what a configuration names; null for what it leaves out. */
    static @Nullable List<String> copyOf(@Nullable List<String> columns) {
        if (columns == null) {
            return null;
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("columns must name at least one feature, got none");
        }
        if (Set.copyOf(columns).size() != columns.size()) {
            throw new IllegalArgumentException("columns must be distinct, got " + columns);
        }
        return List.copyOf(columns);
    }

    /**
     * Changes features of a sample in their order.
     *
     * @param columns names of those to change; null for all
     * @param change from a feature to the one in its place, which may be the same
     * @return the same object if nothing changed
     * @throws IllegalArgumentException if the sample lacks one that is named
     */
    static Sample vary(Sample sample, @Nullable List<String> columns, UnaryOperator<Feature> change) {
        Features features = sample.features();
        Set<String> named = columns == null ? Set.of() : Set.copyOf(columns);
        List<Feature> varied = new ArrayList<>(features.size());
        int met = 0;
        for (int i = 0; i < features.size(); i++) {
            boolean isNamed = named.contains(features.names().get(i));
            boolean isChosen = isNamed || columns == null;
            met += isNamed ? 1 : 0;
            varied.add(isChosen ? change.apply(features.get(i)) : features.get(i));
        }
        if (columns != null && met < columns.size()) {
            throw unknown(features.names(), columns);
        }
        Features changed = features.with(varied);
        return changed.equals(features) ? sample : sample.withFeatures(changed);
    }

    /**
     * What samples will have in the named features; of all, where none are named.
     *
     * @throws IllegalArgumentException if they lack one that is named
     */
    static List<FeatureSpec> of(InputContract input, @Nullable List<String> columns) {
        List<String> names = input.features().stream().map(FeatureSpec::name).toList();
        if (columns != null && !names.containsAll(columns)) {
            throw unknown(names, columns);
        }
        return input.features().stream()
                .filter(spec -> columns == null || columns.contains(spec.name()))
                .toList();
    }

    private static IllegalArgumentException unknown(List<String> features, List<String> columns) {
        return new IllegalArgumentException("columns must be features of the samples, " + features + ", got "
                + columns.stream().filter(name -> !features.contains(name)).toList());
    }
}
