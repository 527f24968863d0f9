package dev.millrace.pipeline.train;

import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.Published;
import dev.millrace.pipeline.Publishing;
import dev.millrace.pipeline.RunContext;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Shape;
import dev.millrace.trainer.TrainerConfig;
import dev.millrace.trainer.encode.Scaled;
import dev.millrace.trainer.engine.EngineChoice;
import dev.millrace.trainer.initialize.Xavier;
import dev.millrace.trainer.loss.SoftmaxCrossEntropy;
import dev.millrace.trainer.network.Mlp;
import dev.millrace.trainer.optimize.Sgd;
import dev.millrace.trainer.rate.Constant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Configurations for tests of the loop and its operator: batches of 4, a snapshot every 8 trained samples, metrics every 6. */
final class Loops {

    static final String SNAPSHOTS = "m.snapshots";
    static final String METRICS = "m.metrics";
    static final String PREDICTIONS = "m.predictions";
    static final String DEAD_LETTERS = "m.dead-letters";

    private Loops() {}

    static Publishing publishing() {
        return publishing(PipelineConfig.Snapshots.of(null, 8L, null, 2, 1024));
    }

    static Publishing publishing(PipelineConfig.Snapshots snapshots) {
        return new Publishing(
                "m",
                PipelineConfig.Kafka.of("localhost:9092", null, null),
                snapshots,
                PipelineConfig.Metrics.of(null, 6L),
                new PipelineConfig.Predictions(PREDICTIONS),
                PipelineConfig.DeadLetters.of(null, null));
    }

    static RunContext run() {
        return new RunContext("run-0001", Published.NOTHING, null, Map.of(), null, null, null);
    }

    static TrainerConfig config(@Nullable Duration maximumWait) {
        InputContract input =
                new InputContract(List.of(new FeatureSpec("x", Kind.NUMERIC, Shape.of())), List.of("even", "odd"));
        return new TrainerConfig(
                EngineChoice.AUTO,
                1,
                input,
                new Scaled(0, 1),
                new Mlp(List.of(), false),
                new Xavier(),
                new SoftmaxCrossEntropy(),
                null,
                new TrainerConfig.Batch(4, maximumWait),
                List.of(),
                List.of(),
                Sgd.DEFAULT,
                List.of(),
                new Constant(0.1),
                new TrainerConfig.Evaluate(1, 100, 0.99),
                new TrainerConfig.Rejection(2));
    }
}
