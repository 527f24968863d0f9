package dev.millrace.trainer.encode;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.sample.InputContract;
import dev.millrace.trainer.network.Front;
import java.io.Serializable;

/** How features become the tensors a network takes. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Scaled.class, name = "scaled"),
    @JsonSubTypes.Type(value = Tabular.class, name = "tabular"),
})
public sealed interface Encoding extends Serializable permits Scaled, Tabular {

    /**
     * Makes sure that samples of this contract can be encoded.
     *
     * @throws IllegalArgumentException if not; the message says what does not fit
     */
    void check(InputContract contract);

    /**
     * The shape of an encoded sample, and what it needs in front of the network.
     *
     * @throws IllegalArgumentException if samples of this contract cannot be encoded
     */
    Front front(InputContract contract);

    /**
     * A new encoder that has learnt nothing yet.
     *
     * @throws IllegalArgumentException if samples of this contract cannot be encoded
     */
    Encoder encoder(InputContract contract);
}
