package dev.millrace.trainer.optimize;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;

/** Turns a gradient into an update. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Sgd.class, name = "sgd"),
    @JsonSubTypes.Type(value = Adam.class, name = "adam")
})
public sealed interface Optimizer extends Serializable permits Sgd, Adam {

    /** A new link for so many parameters, at rest. */
    Link link(int size);
}
