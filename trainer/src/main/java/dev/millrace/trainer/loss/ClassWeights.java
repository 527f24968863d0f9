package dev.millrace.trainer.loss;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;

/**
 * How much the classes of an unbalanced stream count in the gradient of the loss. The weight of a class multiplies that of the sample; losses and scores
 * are reported without either.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = BalancedClassWeights.class, name = "balanced"),
    @JsonSubTypes.Type(value = FixedClassWeights.class, name = "fixed"),
})
public sealed interface ClassWeights extends Serializable permits BalancedClassWeights, FixedClassWeights {

    /**
     * Makes sure that these weights suit the labels of the samples.
     *
     * @throws IllegalArgumentException if not; the message says which does not fit
     */
    void check(List<String> labels);

    /**
     * The weighting at its start.
     *
     * @param labels names of the classes by index, at least one
     * @throws IllegalArgumentException as {@link #check}
     */
    ClassWeighting begin(List<String> labels);
}
