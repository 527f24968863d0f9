package dev.millrace.trainer.regularize;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.trainer.optimize.Link;
import java.io.Serializable;

/** Decoupled decay: shrinks the parameters beside the optimiser, behind it in the chain. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(value = WeightDecay.class, name = "weight")})
public sealed interface Decay extends Serializable permits WeightDecay {

    /** A new link that adds the decay to the update. */
    Link link();
}
