package dev.millrace.trainer.regularize;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.trainer.optimize.Link;
import java.io.Serializable;

/** A coupled penalty: its gradient is added to that of the loss, before the optimiser sees it. Reported losses leave it out. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(value = L2.class, name = "l2")})
public sealed interface Penalty extends Serializable permits L2 {

    /** A new link that adds the penalty's gradient. */
    Link link();
}
