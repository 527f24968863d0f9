package dev.millrace.trainer.engine;

import dev.millrace.sample.Philox;
import dev.millrace.sample.Shape;
import dev.millrace.trainer.Tensor;
import dev.millrace.trainer.engine.ParameterLayout.Role;
import dev.millrace.trainer.engine.ParameterLayout.Slice;
import dev.millrace.trainer.engine.TrainingGraph.Mode;
import dev.millrace.trainer.initialize.Xavier;
import dev.millrace.trainer.network.EmbeddingTable;
import dev.millrace.trainer.network.Front;
import dev.millrace.trainer.network.LeNet;
import dev.millrace.trainer.network.Mlp;
import dev.millrace.trainer.network.Network;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A network on an engine, with inputs and head gradients to run it on. */
record GraphCase(EngineChoice engine, Front front, Network network) {

    static final int OUTPUTS = 3;
    static final int BATCH = 8;

    private static final Duration WAIT = Duration.ofSeconds(60);
    private static final long SEED = 20261124;

    static final Mlp PLAIN = new Mlp(List.of(7, 5), false);
    static final Mlp NORMALISED = new Mlp(List.of(7, 5), true);
    static final LeNet CONVOLUTIONAL = new LeNet(2, 3);

    /** Three numbers, and two categories one of which may be missing. */
    static final Front EMBEDDED =
            new Front(Shape.of(5), List.of(new EmbeddingTable("a", 6, 4, false), new EmbeddingTable("b", 3, 2, true)));

    /** The engines that this platform has. */
    static Stream<EngineChoice> engines() {
        return Stream.of(EngineChoice.MXNET, EngineChoice.PYTORCH).filter(GraphCase::isAvailable);
    }

    private static boolean isAvailable(EngineChoice engine) {
        try {
            Natives.of(engine, Platform.current());
            return true;
        } catch (EngineUnavailableException e) {
            return false;
        }
    }

    /** Every network on every engine. */
    static Stream<GraphCase> all() {
        return engines().flatMap(GraphCase::all);
    }

    static Stream<GraphCase> all(EngineChoice engine) {
        return Stream.of(
                of(engine, PLAIN),
                of(engine, NORMALISED),
                of(engine, CONVOLUTIONAL),
                new GraphCase(engine, EMBEDDED, PLAIN),
                new GraphCase(engine, EMBEDDED, NORMALISED));
    }

    static GraphCase of(EngineChoice engine, Network network) {
        Shape input = network instanceof LeNet ? Shape.of(1, 12, 12) : Shape.of(2, 3);
        return new GraphCase(engine, Front.none(input), network);
    }

    Shape input() {
        return front.input();
    }

    EngineLease lease() {
        return EngineLease.training(engine, WAIT);
    }

    /**
     * An initialised graph, its biases away from 0, where many units would sit at the kink of their ReLU; the caller
     * closes it.
     */
    ImperativeGraph graph(EngineLease lease) {
        ImperativeGraph graph = ImperativeGraph.of(lease, front, network, OUTPUTS);
        new Xavier().initialize(graph.parameters(), graph.layout(), SEED);
        new Xavier().initialize(graph.auxiliary(), graph.auxiliaryLayout(), SEED);
        for (Slice slice : graph.layout().slices()) {
            if (slice.role() == Role.BIAS || slice.role() == Role.SHIFT) {
                float[] values = normal(slice.shape(), slice.layer(), 2, 0.3).values();
                System.arraycopy(values, 0, graph.parameters(), slice.offset(), values.length);
            }
        }
        graph.parametersChanged();
        return graph;
    }

    /** Normal inputs of a step, but where a column names the row of a table. */
    List<Tensor> inputs(int step) {
        return inputs(step, BATCH);
    }

    List<Tensor> inputs(int step, int batch) {
        Tensor tensor = normal(input().batched(batch), step, 0, 1);
        Philox random = new Philox(SEED, step, 3);
        for (int i = 0; i < batch; i++) {
            int column = (i + 1) * input().size() - front.tables().size();
            for (EmbeddingTable table : front.tables()) {
                int missing = table.optional() ? 1 : 0;
                tensor.values()[column++] = random.nextInt(table.rows() + missing) + 1 - missing;
            }
        }
        return List.of(tensor);
    }

    /** Inputs of a step with a NaN in place of every number. */
    List<Tensor> poisonedInputs(int step) {
        Tensor tensor = inputs(step).get(0);
        int width = input().size();
        for (int i = 0; i < tensor.values().length; i++) {
            if (i % width < width - front.tables().size()) {
                tensor.values()[i] = Float.NaN;
            }
        }
        return List.of(tensor);
    }

    /** Head gradients of a step, of the size that a mean over the batch gives. */
    List<Tensor> outputGradients(int step) {
        return outputGradients(step, BATCH);
    }

    List<Tensor> outputGradients(int step, int batch) {
        return List.of(normal(Shape.of(batch, OUTPUTS), step, 1, 1.0 / batch));
    }

    /** Trains from step {@code from} up to but not including {@code to}, by plain descent. */
    void train(TrainingGraph graph, int from, int to) {
        for (int step = from; step < to; step++) {
            graph.forward(inputs(step), Mode.TRAIN);
            graph.backward(outputGradients(step));
            for (int i = 0; i < graph.parameters().length; i++) {
                graph.parameters()[i] -= 0.1f * graph.gradients()[i];
            }
            graph.parametersChanged();
        }
    }

    float[] predict(TrainingGraph graph) {
        return graph.forward(inputs(-1), Mode.PREDICT).get(0).values();
    }

    private static Tensor normal(Shape shape, int step, int place, double scale) {
        Philox random = new Philox(SEED, step, place);
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (scale * random.nextGaussian());
        }
        return new Tensor(values, shape);
    }

    @Override
    public String toString() {
        return engine + " " + front.tables() + " " + network;
    }
}
