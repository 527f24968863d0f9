package dev.millrace.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Shape;
import dev.millrace.trainer.TrainerConfig;
import dev.millrace.trainer.engine.EngineLease;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunningLearnerTest {

    @Test
    void givesTheEngineBackWhenAnErrorKeepsTheLearnerFromBeingMade() {
        TrainerConfig tooLarge = Loops.config(null).toBuilder()
                .input(new InputContract(
                        List.of(new FeatureSpec("x", Kind.FLOATS, Shape.of(4))), List.of("even", "odd")))
                // No array can be that long, whatever the memory.
                .evaluate(new TrainerConfig.Evaluate(1, Integer.MAX_VALUE, 0.99))
                .build();

        assertThatThrownBy(() -> RunningLearner.open(tooLarge)).isInstanceOf(OutOfMemoryError.class);

        try (EngineLease lease = EngineLease.training(tooLarge.engine(), Duration.ZERO)) {
            assertThat(lease.fingerprint().engine()).isNotEmpty();
        }
    }
}
