package dev.millrace.trainer.engine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.millrace.sample.Shape;
import java.util.List;

/** A training forward that waits for its backward: the open collector, and the scope of every array of the step. */
final class Recording implements AutoCloseable {

    private final NDManager scope;
    private final GradientCollector collector;
    private NDList outputs = new NDList();

    private Recording(NDManager scope, GradientCollector collector) {
        this.scope = scope;
        this.collector = collector;
    }

    /** Starts to record, in a new scope under {@code parent}. */
    static Recording start(NDManager parent) {
        NDManager scope = parent.newSubManager();
        try {
            return new Recording(
                    scope, Engine.getEngine(parent.getEngine().getEngineName()).newGradientCollector());
        } catch (RuntimeException e) {
            scope.close();
            throw e;
        }
    }

    /** Where the step's arrays belong. */
    NDManager scope() {
        return scope;
    }

    /** Runs the block. */
    NDList forward(Block block, ParameterStore store, NDList inputs) {
        outputs = block.forward(store, inputs, true);
        return outputs;
    }

    /**
     * Differentiates the sum over the heads of {@code (outputs * c).sum()}, whose derivative by the outputs is {@code c}: so gradients of a
     * loss that was computed in Java go in, though DJL's collector takes none.
     *
     * @param gradients one {@code c} per head, in the scope
     */
    void backward(NDList gradients) {
        NDArray total = outputs.get(0).mul(gradients.get(0)).sum();
        for (int head = 1; head < outputs.size(); head++) {
            total = total.add(outputs.get(head).mul(gradients.get(head)).sum());
        }
        collector.backward(total);
    }

    /** The shapes of the heads. */
    List<Shape> outputShapes() {
        return outputs.stream()
                .map(output -> EngineTensors.shape(output.getShape()))
                .toList();
    }

    /** Ends the recording and frees the step's arrays. */
    @Override
    public void close() {
        try {
            collector.close();
        } finally {
            scope.close();
        }
    }
}
