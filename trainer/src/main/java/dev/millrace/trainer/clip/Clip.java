package dev.millrace.trainer.clip;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.trainer.optimize.Link;
import java.io.Serializable;

/** Bounds the gradient before it is used. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ClipByValue.class, name = "value"),
    @JsonSubTypes.Type(value = ClipByGlobalNorm.class, name = "global-norm")
})
public sealed interface Clip extends Serializable permits ClipByValue, ClipByGlobalNorm {

    /** A new link that clips so. */
    Link link();
}
