package dev.millrace.trainer.encode;

import dev.millrace.sample.Features;
import dev.millrace.trainer.LearnerState;
import dev.millrace.trainer.Tensor;
import java.util.List;

/**
 * Turns features into tensors by what it has learnt from the stream so far, which is part of the model: saved with
 * it, published with it. Confined to one thread.
 */
public sealed interface Encoder permits ScaledEncoder, TabularEncoder {

    /**
     * Encodes a batch; changes nothing.
     *
     * @param batch at least one sample, each of the contract
     * @return one tensor per input of the network, {@code [batch, ...]}; the caller owns them
     * @throws IllegalArgumentException if a sample is not of the contract
     */
    List<Tensor> encode(List<Features> batch);

    /** Learns from samples, after they were tested on. */
    void learn(List<Features> batch);

    /** Adds what it has learnt, as sections named {@code encoder/...}. */
    void save(LearnerState.Builder state);

    /**
     * Forgets all and takes over what {@link #save} added.
     *
     * @throws IllegalStateException if the state lacks it, or has it in another form; nothing has changed then
     */
    void restore(LearnerState state);
}
