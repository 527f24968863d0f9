package dev.millrace.sample.decode.row;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** One field of a schema: where its value stands in a record, what it must be, and what it becomes in the sample. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = NumericField.class, name = "numeric"),
    @JsonSubTypes.Type(value = CategoricalField.class, name = "categorical"),
    @JsonSubTypes.Type(value = TextField.class, name = "text"),
    @JsonSubTypes.Type(value = LabelField.class, name = "label"),
})
public sealed interface Field extends Serializable permits FeatureField, LabelField {

    /** Its name: of the feature that it becomes, and in messages. */
    String field();

    /** Where it stands in the record, as the decoder has it: a JSON pointer, or the name of a column; null for where the decoder looks by itself. */
    @Nullable
    String from();
}
