package dev.millrace.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.sample.Shape;
import dev.millrace.trainer.Tensor;
import dev.millrace.trainer.engine.TrainingGraph.Mode;
import dev.millrace.trainer.network.EmbeddingTable;
import dev.millrace.trainer.network.Front;
import dev.millrace.trainer.network.Mlp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Thousands of steps take no more memory than some. */
@EnabledOnOs(OS.LINUX)
class NoLeakTest {

    private static final int STEPS = 1500;

    /** One input of a step is 96 KiB: an array of that size leaked at each step would be 140 MiB. */
    private static final Front FRONT = new Front(Shape.of(3072), List.of(new EmbeddingTable("category", 10, 4, true)));

    private static final long RESIDENT_LIMIT = 64 << 20;

    /** Objects that stand for an array of the engine take some 240 bytes: one leaked by each pass would be 1.4 MB. */
    private static final long HEAP_LIMIT = 500_000;

    @ParameterizedTest
    @MethodSource("dev.millrace.trainer.engine.GraphCase#engines")
    void stepsLeaveNothingBehind(EngineChoice engine) throws IOException {
        GraphCase a = new GraphCase(engine, FRONT, new Mlp(List.of(4), true));
        List<Tensor> inputs = a.inputs(0);
        List<Tensor> outputGradients = a.outputGradients(0);
        try (EngineLease lease = a.lease();
                TrainingGraph graph = a.graph(lease)) {
            run(graph, inputs, outputGradients);
            long heap = heapAfterCollection();
            long resident = resident();
            run(graph, inputs, outputGradients);
            assertThat(resident() - resident).as("growth of the process").isLessThan(RESIDENT_LIMIT);
            assertThat(heapAfterCollection() - heap).as("growth of the heap").isLessThan(HEAP_LIMIT);
        }
    }

    /** Every way through a graph: steps, predictions, and training forwards whose backward never comes. */
    private static void run(TrainingGraph graph, List<Tensor> inputs, List<Tensor> outputGradients) {
        for (int step = 0; step < STEPS; step++) {
            graph.forward(inputs, Mode.PREDICT);
            graph.forward(inputs, Mode.TRAIN);
            graph.forward(inputs, Mode.TRAIN);
            graph.backward(outputGradients);
            graph.parametersChanged();
        }
    }

    private static long heapAfterCollection() {
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
