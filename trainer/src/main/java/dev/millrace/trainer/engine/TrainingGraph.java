package dev.millrace.trainer.engine;

import dev.millrace.trainer.Tensor;
import java.util.List;

/**
 * A network that can be run and differentiated. The engine differentiates; losses, clipping and updates are plain
 * Java over the flat arrays.
 *
 * <pre>{@code
 * List<Tensor> outputs = graph.forward(inputs, Mode.TRAIN);
 * Tensor gradient = ... // of the loss by the outputs
 * graph.backward(List.of(gradient));   // fills gradients()
 * }</pre>
 *
 * <p>The three flat arrays exist once for the life of the graph and belong to it; callers read and write their
 * elements. The graph looks at {@link #parameters()} and {@link #auxiliary()} again after {@link
 * #parametersChanged()}, and not before. Confined to the thread that made it; closed by whoever made it.
 */
public interface TrainingGraph extends AutoCloseable {

    /** How a forward pass runs. */
    enum Mode {
        /** Batch statistics, dropout on; a {@link #backward} may follow. */
        TRAIN,
        /** Running statistics, dropout off; changes nothing. */
        PREDICT
    }

    /** What the slices of {@link #parameters()} and {@link #gradients()} are. */
    ParameterLayout layout();

    /** What the slices of {@link #auxiliary()} are. */
    ParameterLayout auxiliaryLayout();

    /** W: all trainable parameters. */
    float[] parameters();

    /** G: the gradient of the last {@link #backward}, overwritten by the next. */
    float[] gradients();

    /**
     * A: batch-norm statistics. Updated by a training forward and backward, complete when {@link #backward} returns.
     */
    float[] auxiliary();

    /** Says that the elements of {@link #parameters()} or {@link #auxiliary()} were changed from outside. */
    void parametersChanged();

    /**
     * Runs the network.
     *
     * @param inputs one per input of the network, {@code [batch, ...]}; read before this returns, not kept
     * @return one per head, {@code [batch, ...]}: logits for a classifier. The caller owns them
     */
    List<Tensor> forward(List<Tensor> inputs, Mode mode);

    /**
     * Differentiates the last {@code forward(inputs, TRAIN)} and overwrites {@link #gradients()}.
     *
     * @param outputGradients of the loss, one per head, in the shape of the outputs; not kept
     * @throws IllegalStateException if no training forward precedes it
     */
    void backward(List<Tensor> outputGradients);

    /** Frees native memory. Idempotent. */
    @Override
    void close();
}
