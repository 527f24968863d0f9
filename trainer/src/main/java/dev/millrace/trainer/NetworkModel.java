package dev.millrace.trainer;

import dev.millrace.sample.Features;
import dev.millrace.sample.InputContract;
import dev.millrace.trainer.encode.Encoder;
import dev.millrace.trainer.engine.EngineLease;
import dev.millrace.trainer.engine.ImperativeGraph;
import dev.millrace.trainer.engine.TrainingGraph;
import dev.millrace.trainer.engine.TrainingGraph.Mode;
import dev.millrace.trainer.loss.Loss;
import java.util.List;

/**
 * A network with its encoder and its loss: what answering needs, whether or not it also learns. Confined to one thread.
 *
 * @param encoder from features to tensors
 * @param graph from tensors to outputs; closed by {@link #close()}
 * @param loss from outputs to answers
 */
record NetworkModel(Encoder encoder, TrainingGraph graph, Loss loss) implements AutoCloseable {

    /** A model all of whose parameters are 0. */
    static NetworkModel of(TrainerConfig config, EngineLease lease) {
        InputContract input = input(config);
        return new NetworkModel(
                config.encode().encoder(input),
                ImperativeGraph.of(
                        lease,
                        config.encode().front(input),
                        config.network(),
                        input.labels().size()),
                config.loss());
    }

    /**
     * The configuration's input.
     *
     * @throws IllegalArgumentException if it says none, or names no labels
     */
    static InputContract input(TrainerConfig config) {
        InputContract input = config.input();
        if (input == null) {
            throw new IllegalArgumentException(
                    "input must say what samples look like; take it from the decoder's contract");
        }
        if (input.labels().isEmpty()) {
            throw new IllegalArgumentException("labels must name the classes for loss softmax-cross-entropy, got none");
        }
        return input;
    }

    /** Outputs in predict mode. The caller owns them. */
    List<Tensor> outputs(List<Tensor> encoded) {
        return graph.forward(encoded, Mode.PREDICT);
    }

    /** Answers in predict mode, one per sample. The caller owns them. */
    List<float[]> answers(List<Features> samples) {
        return loss.answers(outputs(encoder.encode(samples)));
    }

    /** A copy of the numbers. */
    PublishedModel copy(long step) {
        LearnerState.Builder learnt = new LearnerState.Builder();
        encoder.save(learnt);
        return new PublishedModel(
                step,
                graph.layout(),
                graph.parameters().clone(),
                graph.auxiliaryLayout(),
                graph.auxiliary().clone(),
                learnt.build());
    }

    /**
     * Takes over the numbers of a model of the same layout.
     *
     * @throws IllegalStateException if they are not of this network and this encoder; nothing has changed then
     */
    void set(float[] parameters, float[] auxiliary, LearnerState learnt) {
        requireLength("parameters", graph.parameters(), parameters);
        requireLength("auxiliary", graph.auxiliary(), auxiliary);
        encoder.restore(learnt);
        System.arraycopy(parameters, 0, graph.parameters(), 0, parameters.length);
        System.arraycopy(auxiliary, 0, graph.auxiliary(), 0, auxiliary.length);
        graph.parametersChanged();
    }

    private static void requireLength(String what, float[] own, float[] other) {
        if (other.length != own.length) {
            throw new IllegalStateException(what + " must have as many elements as the network, " + own.length
                    + ", got " + other.length + "; they belong to another network");
        }
    }

    @Override
    public void close() {
        graph.close();
    }
}
