package dev.millrace.sample.decode.row;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.sample.Feature;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A number: {@link Feature.Numeric}. In CSV spaces around it do not count; in JSON a text is no number, whatever it says.
 *
 * <pre>{@code
 * kind: numeric
 * field: temperature
 * from: /readings/temperature
 * unit: °C
 * range: [-40, 85]
 * missing: indicator
 * }</pre>
 *
 * @param field name of the feature
 * @param from where it stands in the record; null for where the decoder looks by itself
 * @param missing what an absent or null value does; default {@code refuse}
 * @param defaultValue the value that stands in for an absent one, {@code default} in YAML; with {@code missing: default} and only then; within the range
 * @param wrongType what a value that is no number does; default {@code refuse}
 * @param unit what it is measured in, for people; null if not said
 * @param range what it must lie in; null for any number that a {@code float} can hold
 */
public record NumericField(
        String field,
        @Nullable String from,
        MissingPolicy missing,
        @JsonProperty("default") @Nullable Double defaultValue,
        WrongTypePolicy wrongType,
        @Nullable String unit,
        @Nullable Range range)
        implements FeatureField {

    // Spelled out because javac 17 drops @Nullable from the parameters of a compact constructor.
    public NumericField(
            String field,
            @Nullable String from,
            MissingPolicy missing,
            @Nullable Double defaultValue,
            WrongTypePolicy wrongType,
            @Nullable String unit,
            @Nullable Range range) {
        this.field = Objects.requireNonNull(field, "field");
        this.from = from;
        this.missing = Objects.requireNonNull(missing, "missing");
        this.defaultValue = defaultValue;
        this.wrongType = Objects.requireNonNull(wrongType, "wrongType");
        this.unit = unit;
        this.range = range;
        missing.requireDefault(defaultValue);
        if (defaultValue != null && !(Math.abs(defaultValue) <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "default must be a finite number that a float can hold, got " + defaultValue);
        }
        if (defaultValue != null && range != null && !range.contains(defaultValue)) {
            throw new IllegalArgumentException(
                    "default must be in the range " + range + ", got " + PlainText.of(defaultValue));
        }
    }

    /** A number that must be there, in any range. */
    public static NumericField required(String field) {
        return of(field, null, null, null, null, null, null);
    }

    @Override
    public @Nullable Feature standIn() {
        return defaultValue == null ? null : new Feature.Numeric(defaultValue);
    }

    @JsonCreator
    static NumericField of(
            @JsonProperty(value = "field", required = true) String field,
            @JsonProperty("from") @Nullable String from,
            @JsonProperty("missing") @Nullable MissingPolicy missing,
            @JsonProperty("default") @Nullable Double defaultValue,
            @JsonProperty("wrongType") @Nullable WrongTypePolicy wrongType,
            @JsonProperty("unit") @Nullable String unit,
            @JsonProperty("range") @Nullable Range range) {
        return new NumericField(
                field,
                from,
                MissingPolicy.orDefault(missing),
                defaultValue,
                WrongTypePolicy.orDefault(wrongType),
                unit,
                range);
    }
}
