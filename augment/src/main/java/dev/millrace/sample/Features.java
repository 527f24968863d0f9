package dev.millrace.sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The named features of a sample, in the order of their schema. Immutable; the order is part of the value, so that every run sees the same. */
public final class Features {

    private final List<String> names;
    private final List<Feature> values;

    private Features(List<String> names, List<Feature> values) {
        this.names = names;
        this.values = values;
    }

    /** A single feature. */
    public static Features of(String name, Feature feature) {
        return new Features(List.of(name), List.of(feature));
    }

    /** These features: {@code values.get(i)} is called {@code names.get(i)}; names are distinct. */
    public static Features of(List<String> names, List<Feature> values) {
        if (names.size() != values.size()) {
            throw new IllegalArgumentException(
                    "names must be as many as values, got " + names.size() + " and " + values.size());
        }
        if (Set.copyOf(names).size() != names.size()) {
            throw new IllegalArgumentException("names must be distinct, got " + names);
        }
        return new Features(List.copyOf(names), List.copyOf(values));
    }

    /** Number of features. */
    public int size() {
        return names.size();
    }

    /** The names, in order. */
    public List<String> names() {
        return names;
    }

    /** The feature at {@code index} of {@link #names()}. */
    public Feature get(int index) {
        return values.get(index);
    }

    /**
     * The feature called {@code name}.
     *
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    public Feature get(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("no feature " + name + "; the sample has " + names);
        }
        return values.get(index);
    }

    /** These features with the one at {@code index} replaced; this object stays as it is. */
    public Features with(int index, Feature feature) {
        List<Feature> changed = new ArrayList<>(values);
        changed.set(index, Objects.requireNonNull(feature, "feature"));
        return new Features(names, List.copyOf(changed));
    }

    /** Features of the same names with these values, in order; for whoever makes many alike. This object stays as it is. */
    public Features with(List<Feature> changed) {
        if (changed.size() != values.size()) {
            throw new IllegalArgumentException("values must be " + values.size() + ", got " + changed.size());
        }
        return new Features(names, List.copyOf(changed));
    }

    /** The features by name, in order. */
    public Map<String, Feature> toMap() {
        Map<String, Feature> map = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            map.put(names.get(i), values.get(i));
        }
        return map;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Features that && names.equals(that.names) && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(names, values);
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
