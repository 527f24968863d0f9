package dev.millrace.trainer.network;

import ai.djl.nn.Block;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.sample.Shape;
import java.io.Serializable;

/** An architecture. Its components are its YAML shape. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Mlp.class, name = "mlp"),
    @JsonSubTypes.Type(value = LeNet.class, name = "lenet"),
})
public sealed interface Network extends Serializable permits Mlp, LeNet {

    /**
     * A new, uninitialised block from {@code [batch, ...input]} to logits {@code [batch, outputs]}.
     *
     * @param input shape of one input, without the batch dimension
     * @param outputs number of logits, at least 1
     * @throws IllegalArgumentException if the input's shape does not suit the architecture
     */
    Block block(Shape input, int outputs);

    /** Fails unless there is something to put out. */
    static void requireOutputs(int outputs) {
        if (outputs < 1) {
            throw new IllegalArgumentException("outputs must be at least 1, got " + outputs);
        }
    }
}
