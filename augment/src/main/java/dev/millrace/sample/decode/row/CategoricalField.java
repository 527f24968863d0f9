package dev.millrace.sample.decode.row;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.sample.Feature;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of a set of names that need not be known beforehand: {@link Feature.Category}. A text as it is, a number or truth value
 * of JSON in its {@link PlainText plain form}: 3 and 3.0 are the same category.
 *
 * <pre>{@code
 * kind: categorical
 * field: site
 * missing: default
 * default: unknown
 * }</pre>
 *
 * @param field name of the feature
 * @param from where it stands in the record; null for where the decoder looks by itself
 * @param missing what an absent or null value does; default {@code refuse}
 * @param defaultValue the value that stands in for an absent one, {@code default} in YAML; with {@code missing: default} and only then
 * @param wrongType what an object or a list does; default {@code refuse}
 */
public record CategoricalField(
        String field,
        @Nullable String from,
        MissingPolicy missing,
        @JsonProperty("default") @Nullable String defaultValue,
        WrongTypePolicy wrongType)
        implements FeatureField {

    // Spelled out because javac 17 drops @Nullable from the parameters of a compact constructor.
    public CategoricalField(
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

    /** A category that must be there. */
    public static CategoricalField required(String field) {
        return of(field, null, null, null, null);
    }

    @Override
    public @Nullable Feature standIn() {
        return defaultValue == null ? null : new Feature.Category(defaultValue);
    }

    @JsonCreator
    static CategoricalField of(
            @JsonProperty(value = "field", required = true) String field,
            @JsonProperty("from") @Nullable String from,
            @JsonProperty("missing") @Nullable MissingPolicy missing,
            @JsonProperty("default") @Nullable String defaultValue,
            @JsonProperty("wrongType") @Nullable WrongTypePolicy wrongType) {
        return new CategoricalField(
                field, from, MissingPolicy.orDefault(missing), defaultValue, WrongTypePolicy.orDefault(wrongType));
    }
}
