package dev.millrace.trainer.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.millrace.sample.Shape;
import dev.millrace.trainer.Tensor;
import java.util.List;

/** A training forward that waits for its backward: the open collector, and the scope of every array of the step. */
final class Recording implements AutoCloseable {

    private final EngineMemory memory;
    private final NDManager scope;
    private final GradientCollector collector;
    private final boolean doubled;
    private NDList outputs = new NDList();
    private List<Shape> outputShapes = List.of();

    private Recording(EngineMemory memory, NDManager scope, boolean doubled) {
        this.memory = memory;
        this.scope = scope;
        this.collector = scope.getEngine().newGradientCollector();
        this.doubled = doubled;
    }

    /**
     * Starts to record, in a new scope under {@code parent}.
     *
     * @param doubled whether a {@link LoneSample} is doubled
     */
    static Recording start(EngineMemory memory, NDManager parent, boolean doubled) {
        NDManager scope = parent.newSubManager();
        try {
            return new Recording(memory, scope, doubled);
        } catch (RuntimeException | Error e) {
            scope.close();
            throw e;
        }
    }

    /** Runs the block. */
    List<Tensor> forward(Block block, ParameterStore store, List<Tensor> inputs) {
        List<Tensor> given = doubled ? LoneSample.twice(inputs) : inputs;
        outputs = block.forward(store, EngineTensors.toEngine(memory, scope, given), true);
        List<Tensor> all = EngineTensors.toHeap(memory, outputs);
        List<Tensor> result = doubled ? LoneSample.first(all) : all;
        outputShapes = result.stream().map(Tensor::shape).toList();
        return result;
    }

    /**
     * Differentiates the sum over the heads of {@code (outputs * c).sum()}, whose derivative by the outputs is {@code
     * c}: so gradients of a loss that was computed in Java go in, though DJL's collector takes none.
     *
     * @param outputGradients one {@code c} per head
     */
    void backward(List<Tensor> outputGradients) {
        List<Tensor> given = doubled ? LoneSample.halves(outputGradients) : outputGradients;
        NDList gradients = EngineTensors.toEngine(memory, scope, given);
        NDArray total = outputs.get(0).mul(gradients.get(0)).sum();
        for (int head = 1; head < outputs.size(); head++) {
            total = total.add(outputs.get(head).mul(gradients.get(head)).sum());
        }
        collector.backward(total);
    }

    /** The shapes of what {@link #forward} returned. */
    List<Shape> outputShapes() {
        return outputShapes;
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
