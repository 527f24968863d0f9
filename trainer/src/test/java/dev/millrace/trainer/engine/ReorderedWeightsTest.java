package dev.millrace.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.sample.Philox;
import dev.millrace.sample.Shape;
import dev.millrace.trainer.Tensor;
import dev.millrace.trainer.engine.TrainingGraph.Mode;
import dev.millrace.trainer.initialize.He;
import dev.millrace.trainer.network.Front;
import dev.millrace.trainer.network.LeNet;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With large batches oneDNN keeps a convolution's weights in an order of its own after a prediction. */
class ReorderedWeightsTest {

    private static final Shape IMAGE = Shape.of(1, 28, 28);
    private static final int BATCH = 100;

    @ParameterizedTest
    @EnumSource(names = {"MXNET", "PYTORCH"})
    void takesNewParametersAfterAPrediction(EngineChoice engine) {
        try (EngineLease lease = EngineLease.training(engine, Duration.ofSeconds(10));
                TrainingGraph predicting = ImperativeGraph.of(lease, Front.none(IMAGE), new LeNet(6, 16), 10);
                TrainingGraph fresh = ImperativeGraph.of(lease, Front.none(IMAGE), new LeNet(6, 16), 10)) {
            initialize(predicting, 1);
            predicting.forward(images(), Mode.PREDICT);
            initialize(predicting, 2);
            initialize(fresh, 2);

            assertThat(outputs(predicting)).isEqualTo(outputs(fresh));
            initialize(predicting, 3);
            initialize(fresh, 3);
            assertThat(outputs(predicting)).isEqualTo(outputs(fresh));
        }
    }

    private static void initialize(TrainingGraph graph, long seed) {
        new He().initialize(graph.parameters(), graph.layout(), seed);
        graph.parametersChanged();
    }

    private static float[] outputs(TrainingGraph graph) {
        return graph.forward(images(), Mode.PREDICT).get(0).values();
    }

    private static List<Tensor> images() {
        Philox random = new Philox(1, 0, 0);
        float[] values = new float[BATCH * IMAGE.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return List.of(new Tensor(values, IMAGE.batched(BATCH)));
    }
}
