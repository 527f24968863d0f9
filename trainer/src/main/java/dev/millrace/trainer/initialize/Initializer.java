package dev.millrace.trainer.initialize;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;

/** How weights start. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Xavier.class, name = "xavier"),
    @JsonSubTypes.Type(value = He.class, name = "he")
})
public sealed interface Initializer extends Serializable permits Xavier, He {}
