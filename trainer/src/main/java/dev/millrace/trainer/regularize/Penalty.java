package dev.millrace.trainer.regularize;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;

/** A coupled penalty: its gradient is added to that of the loss. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(value = L2.class, name = "l2")})
public sealed interface Penalty extends Serializable permits L2 {}
