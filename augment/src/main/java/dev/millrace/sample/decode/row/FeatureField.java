package dev.millrace.sample.decode.row;

import dev.millrace.sample.Feature;
import org.jspecify.annotations.Nullable;

/** A field whose value becomes a feature, and what becomes of the record where it cannot. */
sealed interface FeatureField extends Field permits NumericField, CategoricalField, TextField {

    /** What an absent or null value does. */
    MissingPolicy missing();

    /** The feature of {@code default} in YAML, which stands in for an absent value; null if there is none. */
    @Nullable
    Feature standIn();

    /** What a value of another type does. */
    WrongTypePolicy wrongType();
}
