package dev.millrace.trainer.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import dev.millrace.sample.Shape;
import dev.millrace.trainer.Tensor;
import dev.millrace.trainer.network.Front;
import dev.millrace.trainer.network.Network;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reference graph: ordinary DJL, which runs the block operator by operator, in any engine.
 *
 * <p>Batch norm's running variance keeps the biased variance of a batch under MXNet and the unbiased one under
 * PyTorch, as these engines do; both take {@code 0.9 × old + 0.1 × batch}.
 */
public final class ImperativeGraph implements TrainingGraph {

    private final EngineLease lease;
    private final EngineMemory memory;
    private final NDManager manager;
    private final Block block;
    private final List<Shape> inputs;
    private final ParameterStore store;
    private final ParameterLayout layout;
    private final ParameterLayout auxiliaryLayout;
    private final EngineSlices trained;
    private final EngineSlices statistics;
    private final float[] parameters;
    private final float[] gradients;
    private final float[] auxiliary;

    private boolean parametersStale = true;
    private boolean auxiliaryStale = true;
    private boolean hasPredictedLast;
    private @Nullable Recording recording;
    private boolean closed;

    private ImperativeGraph(EngineLease lease, NDManager manager, Block block, List<Shape> inputs) {
        BlockParameters found = BlockParameters.of(block);
        this.lease = lease;
        this.memory = EngineMemory.of(lease.natives());
        this.manager = manager;
        this.block = block;
        this.inputs = List.copyOf(inputs);
        this.store = new ParameterStore(manager, false);
        this.layout = found.trained().layout();
        this.auxiliaryLayout = found.statistics().layout();
        this.trained = new EngineSlices(memory, found.trained());
        this.statistics = new EngineSlices(memory, found.statistics());
        this.parameters = new float[layout.size()];
        this.gradients = new float[layout.size()];
        this.auxiliary = new float[auxiliaryLayout.size()];
    }

    /**
     * A graph of a network behind its front, all of whose parameters and statistics are 0 until they are initialised.
     *
     * @param lease which engine; closed by its owner after the graph
     * @param front from the graph's one input to the network's
     * @param outputs number of outputs, at least 1
     * @throws IllegalArgumentException if what the front gives does not suit the network
     * @throws IllegalStateException if the lease is closed
     */
    public static ImperativeGraph of(EngineLease lease, Front front, Network network, int outputs) {
        return of(lease, FrontBlock.before(network, front, outputs), List.of(front.input()));
    }

    /** A graph of an uninitialised block with any number of inputs and heads. */
    static ImperativeGraph of(EngineLease lease, Block block, List<Shape> inputs) {
        lease.requireOpen();
        return lease.call(() -> {
            NDManager manager =
                    NDManager.newBaseManager(Device.cpu(), lease.natives().engineName());
            try {
                block.setInitializer(Initializer.ZEROS, parameter -> true);
                block.initialize(
                        manager,
                        DataType.FLOAT32,
                        inputs.stream()
                                .map(input -> EngineTensors.shape(input.batched(1)))
                                .toArray(ai.djl.ndarray.types.Shape[]::new));
                return new ImperativeGraph(lease, manager, block, inputs);
            } catch (RuntimeException | Error e) {
                manager.close();
                throw e;
            }
        });
    }

    @Override
    public ParameterLayout layout() {
        return layout;
    }

    @Override
    public ParameterLayout auxiliaryLayout() {
        return auxiliaryLayout;
    }

    @Override
    public float[] parameters() {
        return parameters;
    }

    @Override
    public float[] gradients() {
        return gradients;
    }

    @Override
    public float[] auxiliary() {
        return auxiliary;
    }

    @Override
    public void parametersChanged() {
        parametersStale = true;
        auxiliaryStale = true;
    }

    @Override
    public List<Tensor> forward(List<Tensor> inputs, Mode mode) {
        requireOpen();
        requireInputs(inputs);
        return lease.call(() -> {
            discardRecording();
            writeStale();
            hasPredictedLast = mode == Mode.PREDICT;
            return mode == Mode.TRAIN ? record(inputs) : predict(inputs);
        });
    }

    private List<Tensor> predict(List<Tensor> inputs) {
        try (NDManager scope = manager.newSubManager()) {
            return EngineTensors.toHeap(
                    memory, block.forward(store, EngineTensors.toEngine(memory, scope, inputs), false));
        }
    }

    private List<Tensor> record(List<Tensor> inputs) {
        boolean doubled = LoneSample.isIn(inputs)
                && !auxiliaryLayout.slices().isEmpty()
                && !lease.natives().normalisesOne();
        Recording started = Recording.start(memory, manager, doubled);
        recording = started;
        try {
            return started.forward(block, store, inputs);
        } catch (RuntimeException | Error e) {
            discardRecording();
            throw e;
        }
    }

    @Override
    public void backward(List<Tensor> outputGradients) {
        requireOpen();
        Recording current = recording;
        if (current == null) {
            throw new IllegalStateException("backward must follow a forward in mode TRAIN, with no other in between");
        }
        requireShapes("outputGradients", current.outputShapes(), outputGradients);
        lease.run(() -> {
            try {
                clearGradients();
                current.backward(outputGradients);
                trained.readGradients(gradients);
                statistics.read(auxiliary);
                recording = null;
                current.close();
            } finally {
                discardRecording();
            }
        });
    }

    private void clearGradients() {
        if (lease.natives().addsGradients()) {
            Arrays.fill(gradients, 0);
            trained.clearGradients(gradients);
        }
    }

    private void requireInputs(List<Tensor> given) {
        int batch = given.isEmpty() || given.get(0).shape().rank() == 0
                ? 1
                : given.get(0).shape().dimension(0);
        requireShapes(
                "inputs", inputs.stream().map(input -> input.batched(batch)).toList(), given);
    }

    private static void requireShapes(String name, List<Shape> expected, List<Tensor> given) {
        List<Shape> shapes = given.stream().map(Tensor::shape).toList();
        if (!shapes.equals(expected)) {
            throw new IllegalArgumentException(name + " must have shapes " + expected + ", got " + shapes);
        }
    }

    /**
     * A training forward whose backward never came may have moved the engine's running statistics: those in A hold.
     */
    private void discardRecording() {
        Recording current = recording;
        if (current != null) {
            recording = null;
            auxiliaryStale = true;
            current.close();
        }
    }

    private void writeStale() {
        if (parametersStale) {
            trained.write(parameters, hasPredictedLast);
            parametersStale = false;
        }
        if (auxiliaryStale) {
            statistics.write(auxiliary, hasPredictedLast);
            auxiliaryStale = false;
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            lease.run(() -> {
                discardRecording();
                manager.close();
            });
        }
    }

    private void requireOpen() {
        lease.requireOpen();
        if (closed) {
            throw new IllegalStateException("the graph is closed");
        }
    }
}
