package dev.millrace.trainer.rate;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;

/** The learning rate as a function of the step: no state, so that a restored run goes on where it was. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Constant.class, name = "constant"),
    @JsonSubTypes.Type(value = Cosine.class, name = "cosine"),
    @JsonSubTypes.Type(value = InverseSquareRoot.class, name = "inverse-square-root"),
    @JsonSubTypes.Type(value = WarmUp.class, name = "warm-up"),
})
public sealed interface LearningRate extends Serializable permits Constant, Cosine, InverseSquareRoot, WarmUp {

    /**
     * The rate of a step.
     *
     * @param step number of updates applied before it, from 0
     */
    double at(long step);
}
