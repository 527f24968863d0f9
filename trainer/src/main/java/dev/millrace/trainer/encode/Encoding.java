package dev.millrace.trainer.encode;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;

/** How features become the tensors a network takes. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(value = ScaledImage.class, name = "scaled-image")})
public sealed interface Encoding extends Serializable permits ScaledImage {}
