package dev.millrace.sample.decode.row;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.sample.Feature;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Free text, kept for an encoding that reads it: {@link Feature.Text}. In JSON a number or truth value is no text.
 *
 * <pre>{@code
 * kind: text
 * field: note
 * missing: indicator
 * }</pre>
 *
 * @param field name of the feature
 * @param from where it stands in the record; null for where the decoder looks by itself
 * @param missing what an absent or null value does; default {@code refuse}
 * @param defaultValue the value that stands in for an absent one, {@code default} in YAML; with {@code missing: default} and only then
 * @param wrongType what a value that is no text does; default {@code refuse}
 */
public record TextField(
        String field,
        @Nullable String from,
        MissingPolicy missing,
        @JsonProperty("default") @Nullable String defaultValue,
        WrongTypePolicy wrongType)
        implements FeatureField {

    // Spelled out because javac 17 drops @Nullable from the parameters of a compact constructor.
    public TextField(
            String field,
            @Nullable String from,
            MissingPolicy missing,
            @Nullable String defaultValue,
            WrongTypePolicy wrongType) {
        this.field = Objects.requireNonNull(field, "field");
        this.from = from;
        this.missing = Objects.requireNonNull(missing, "missing");
        this.defaultValue = defaultValue;
        this.wrongType = Objects.requireNonNull(wrongType, "wrongType");
        missing.requireDefault(defaultValue);
    }

    /** A text that must be there. */
    public static TextField required(String field) {
        return of(field, null, null, null, null);
    }

    @Override
    public @Nullable Feature standIn() {
        return defaultValue == null ? null : new Feature.Text(defaultValue);
    }

    @JsonCreator
    static TextField of(
            @JsonProperty(value = "field", required = true) String field,
            @JsonProperty("from") @Nullable String from,
            @JsonProperty("missing") @Nullable MissingPolicy missing,
            @JsonProperty("default") @Nullable String defaultValue,
            @JsonProperty("wrongType") @Nullable WrongTypePolicy wrongType) {
        return new TextField(
                field, from, MissingPolicy.orDefault(missing), defaultValue, WrongTypePolicy.orDefault(wrongType));
    }
}
