package dev.millrace.trainer;

import static dev.millrace.trainer.TwoHalves.batch;
import static dev.millrace.trainer.TwoHalves.batchWith;
import static dev.millrace.trainer.TwoHalves.bytes;
import static dev.millrace.trainer.TwoHalves.config;
import static dev.millrace.trainer.TwoHalves.learn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.trainer.StepReport.Fate;
import dev.millrace.trainer.StepReport.SampleReport;
import dev.millrace.trainer.TrainerConfig.Rejection;
import dev.millrace.trainer.engine.EngineChoice;
import dev.millrace.trainer.engine.EngineLease;
import dev.millrace.trainer.loss.BalancedClassWeights;
import dev.millrace.trainer.network.Mlp;
import dev.millrace.trainer.optimize.Adam;
import dev.millrace.trainer.optimize.Optimizer;
import dev.millrace.trainer.optimize.Sgd;
import dev.millrace.trainer.rate.Constant;
import dev.millrace.trainer.rate.ReduceOnPlateau;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Promise 4: a step that cannot be right leaves nothing behind. */
class RejectedStepTest {

    private static final Mlp BATCH_NORM = new Mlp(List.of(12), true);

    static Stream<Arguments> enginesOptimizersAndPixels() {
        // 1e30 is finite; its variance is not, and batch norm divides it to 0, so that loss and gradient look sound.
        return Stream.of(EngineChoice.AUTO, EngineChoice.PYTORCH)
                .flatMap(engine -> Stream.of(new Sgd(0.9, false), Adam.DEFAULT)
                        .flatMap(optimizer -> Stream.of(Float.NaN, Float.POSITIVE_INFINITY, 1e30f)
                                .map(pixel -> Arguments.of(engine, optimizer, pixel))));
    }

    @ParameterizedTest
    @MethodSource("enginesOptimizersAndPixels")
    void leavesEverythingAsItWasBitForBit(EngineChoice engine, Optimizer optimizer, float pixel) {
        // Impatient: each observed step ends a mean.
        TrainerConfig config = config(BATCH_NORM, optimizer)
                .engine(engine)
                .classWeights(new BalancedClassWeights(0.9, 1, 10))
                .learningRate(new ReduceOnPlateau(new Constant(0.005), 0.9, 1, 0, 0, 0.01))
                .build();
        try (EngineLease lease = lease(engine);
                Learner learner = SingleNetworkLearner.of(config, lease)) {
            learn(learner, 0, 10);
            byte[] before = learnt(learner);
            List<float[]> answersBefore = learner.predict(batch(50).original());

            StepReport report = learner.learn(batchWith(pixel, 10));

            assertThat(report.isRejected()).isTrue();
            assertThat(report.step()).isEqualTo(10);
            assertThat(report.samples()).extracting(SampleReport::fate).containsOnly(Fate.STEP_REJECTED);
            assertThat(learnt(learner)).isEqualTo(before);
            assertThat(learner.predict(batch(50).original())).containsExactly(answersBefore.toArray(float[][]::new));
        }
    }

    @ParameterizedTest
    @MethodSource("enginesOptimizersAndPixels")
    void trainingGoesOnAsIfItHadNotBeen(EngineChoice engine, Optimizer optimizer, float pixel) {
        TrainerConfig config = config(BATCH_NORM, optimizer)
                .engine(engine)
                .classWeights(new BalancedClassWeights(0.9, 1, 10))
                .build();
        try (EngineLease lease = lease(engine)) {
            byte[] undisturbed;
            try (Learner learner = SingleNetworkLearner.of(config, lease)) {
                learn(learner, 0, 8);
                undisturbed = learnt(learner);
            }
            try (Learner learner = SingleNetworkLearner.of(config, lease)) {
                learn(learner, 0, 4);
                learner.learn(batchWith(pixel, 70));
                learn(learner, 4, 4);

                assertThat(learnt(learner)).isEqualTo(undisturbed);
            }
        }
    }

    @Test
    void soManyInARowFailAndTheMessageNamesTheirRecords() {
        try (EngineLease lease = lease(EngineChoice.AUTO);
                SingleNetworkLearner learner = learner(lease)) {
            learner.learn(batchWith(Float.NaN, 0));
            learner.learn(batchWith(Float.NaN, 1));

            assertThatThrownBy(() -> learner.learn(batchWith(Float.NaN, 2)))
                    .isInstanceOf(TrainingDivergedException.class)
                    .hasMessageContaining("3 steps in a row")
                    .hasMessageContaining("test-0@32")
                    .hasMessageContaining("trainer.learningRate");
            assertThat(learner.rejectedSteps()).isEqualTo(3);
        }
    }

    @Test
    void anAppliedStepEndsTheRowAndARestoreDoesNot() {
        try (EngineLease lease = lease(EngineChoice.AUTO)) {
            LearnerState twoInARow;
            try (SingleNetworkLearner learner = learner(lease)) {
                learner.learn(batchWith(Float.NaN, 0));
                learner.learn(batchWith(Float.NaN, 1));
                learn(learner, 2, 1);
                learner.learn(batchWith(Float.NaN, 3));
                learner.learn(batchWith(Float.NaN, 4));
                twoInARow = learner.state();
            }
            try (SingleNetworkLearner learner = learner(lease)) {
                learner.restore(twoInARow);

                assertThat(learner.rejectedSteps()).isEqualTo(4);
                assertThatThrownBy(() -> learner.learn(batchWith(Float.NaN, 5)))
                        .isInstanceOf(TrainingDivergedException.class);
            }
        }
    }

    private static EngineLease lease(EngineChoice engine) {
        return EngineLease.training(engine, Duration.ofSeconds(10));
    }

    private static SingleNetworkLearner learner(EngineLease lease) {
        return SingleNetworkLearner.of(
                config(BATCH_NORM, Adam.DEFAULT).rejection(new Rejection(3)).build(), lease);
    }

    /** All of a state but the score and the counts, which a rejected step may change. */
    private static byte[] learnt(Learner learner) {
        LearnerState.Builder learnt = new LearnerState.Builder();
        learner.state().sections().forEach((name, section) -> {
            if (!name.startsWith("evaluation/") && !name.equals("progress")) {
                learnt.add(name, section);
            }
        });
        return bytes(learnt.build());
    }
}
