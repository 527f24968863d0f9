package dev.millrace.trainer.rate;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;

/**
 * How the learning rate goes over the steps of a stream. A member is configuration; what it learns on the way is in the {@link RateSchedule} that it
 * begins.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Constant.class, name = "constant"),
    @JsonSubTypes.Type(value = Cosine.class, name = "cosine"),
    @JsonSubTypes.Type(value = InverseSquareRoot.class, name = "inverse-square-root"),
    @JsonSubTypes.Type(value = ReduceOnPlateau.class, name = "reduce-on-plateau"),
    @JsonSubTypes.Type(value = WarmUp.class, name = "warm-up"),
})
public sealed interface LearningRate extends Serializable
        permits Constant, Cosine, InverseSquareRoot, ReduceOnPlateau, WarmUp {

    /** A schedule of this kind at its start. */
    RateSchedule begin();
}
