package dev.millrace.trainer.regularize;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;

/** Decoupled decay: shrinks the parameters beside the optimiser. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(value = WeightDecay.class, name = "weight")})
public sealed interface Decay extends Serializable permits WeightDecay {}
