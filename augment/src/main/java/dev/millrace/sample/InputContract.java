package dev.millrace.sample;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a model expects of a sample: its features in order, and the classes of its target. Part of every snapshot's manifest.
 *
 * @param features the features a sample must have, in order
 * @param labels the names of the classes by index; empty if the target is no class
 */
public record InputContract(List<FeatureSpec> features, List<String> labels) implements Serializable {

    public InputContract {
        features = List.copyOf(features);
        labels = List.copyOf(labels);
        if (features.isEmpty()) {
            throw new IllegalArgumentException("features must name at least one feature, got none");
        }
        requireDistinct("features", features.stream().map(FeatureSpec::name).toList());
        requireDistinct("labels", labels);
    }

    /**
     * One expected feature.
     *
     * @param name its name
     * @param kind its kind
     * @param shape its shape without the batch dimension; {@code []} for a number, a category or a text
     * @param optional whether a sample may have {@link Feature.Missing} in its place
     */
    public record FeatureSpec(
            String name,
            Kind kind,
            Shape shape,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean optional) implements Serializable {

        /** A feature that every sample has. */
        public FeatureSpec(String name, Kind kind, Shape shape) {
            this(name, kind, shape, false);
        }

        @JsonCreator
        static FeatureSpec of(String name, Kind kind, Shape shape, @Nullable Boolean optional) {
            return new FeatureSpec(name, kind, shape, optional != null && optional);
        }
    }

    /** The kinds of {@link Feature}. */
    public enum Kind {
        BYTES,
        FLOATS,
        NUMERIC,
        CATEGORY,
        TEXT
    }

    private static void requireDistinct(String what, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException(what + " must have distinct names, got " + name + " twice");
            }
        }
    }
}
