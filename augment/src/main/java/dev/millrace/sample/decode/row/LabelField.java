package dev.millrace.sample.decode.row;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The class that a row belongs to: {@link dev.millrace.sample.Target.Label}, its place in the list. A number counts by its value, a truth value by its
 * name: 1, 1.0 and "1" are all the label {@code 1}. A row in which it is absent or null is predicted and not trained.
 *
 * <pre>{@code
 * kind: label
 * field: state
 * labels: [normal, worn, broken]
 * }</pre>
 *
 * @param field its name in messages
 * @param from where it stands in the record; null for where the decoder looks by itself
 * @param labels names of the classes, distinct; their order is that of the network's outputs
 */
public record LabelField(String field, @Nullable String from, List<String> labels) implements Field {

    // Spelled out because javac 17 drops @Nullable from the parameters of a compact constructor.
    @JsonCreator
    public LabelField(
            @JsonProperty(value = "field", required = true) String field,
            @JsonProperty("from") @Nullable String from,
            @JsonProperty(value = "labels", required = true) List<String> labels) {
        this.field = Objects.requireNonNull(field, "field");
        this.from = from;
        this.labels = List.copyOf(labels);
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("labels must name the classes, got none");
        }
        Set<String> seen = new HashSet<>();
        for (String label : labels) {
            if (!seen.add(PlainText.of(label))) {
                throw new IllegalArgumentException("labels must be distinct, got " + label + " twice");
            }
        }
    }
}
