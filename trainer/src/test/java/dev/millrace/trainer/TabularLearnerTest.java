package dev.millrace.trainer;

import static dev.millrace.trainer.TwoHalves.bytes;
import static dev.millrace.trainer.TwoHalves.throughBytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.sample.Features;
import dev.millrace.trainer.StepReport.Fate;
import dev.millrace.trainer.TrainerConfig.Batch;
import dev.millrace.trainer.encode.Categories;
import dev.millrace.trainer.encode.Tabular;
import dev.millrace.trainer.engine.EngineChoice;
import dev.millrace.trainer.engine.EngineLease;
import dev.millrace.trainer.network.Mlp;
import dev.millrace.trainer.optimize.Adam;
import dev.millrace.trainer.optimize.Sgd;
import dev.millrace.trainer.rate.Constant;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Learning from rows, whose encoder is part of the model. */
class TabularLearnerTest {

    private static EngineLease lease;

    @BeforeAll
    static void takeEngine() {
        lease = EngineLease.training(EngineChoice.AUTO, Duration.ofSeconds(60));
    }

    @AfterAll
    static void releaseEngine() {
        lease.close();
    }

    static List<Categories> categories() throws IOException {
        ConfigFamily<Categories> family = new ConfigFamily<>(Categories.class);
        List<Categories> all = new ArrayList<>();
        for (Class<? extends Categories> member : family.members()) {
            all.add(family.example(member));
        }
        return all;
    }

    private static TrainerConfig config(Categories categories) {
        return TrainerConfig.builder(new Mlp(List.of(16), false))
                .input(MixedRows.CONTRACT)
                .encode(new Tabular(5, categories))
                .batch(new Batch(8, null))
                .optimizer(Adam.DEFAULT)
                .learningRate(new Constant(0.01))
                .build();
    }

    @ParameterizedTest
    @MethodSource("categories")
    void learnsRowsThatOnlyNumberAndCategoryTogetherTellApart(Categories categories) {
        try (Learner learner = SingleNetworkLearner.of(config(categories), lease)) {
            learn(learner, 0, 500);
            assertThat(learner.scores().window().accuracy()).isGreaterThan(0.85);
            assertThat(learner.scores().window().majorityAccuracy()).isLessThan(0.65);
        }
    }

    @ParameterizedTest
    @MethodSource("categories")
    void goesOnBitForBitAfterARestore(Categories categories) {
        TrainerConfig config = config(categories);
        byte[] undisturbed;
        try (Learner learner = SingleNetworkLearner.of(config, lease)) {
            learn(learner, 0, 40);
            undisturbed = bytes(learner.state());
        }
        LearnerState half;
        try (Learner learner = SingleNetworkLearner.of(config, lease)) {
            learn(learner, 0, 20);
            half = throughBytes(learner.state());
        }
        try (Learner learner = SingleNetworkLearner.of(config, lease)) {
            learn(learner, 90, 93);
            learner.restore(half);
            learn(learner, 20, 40);
            assertThat(bytes(learner.state())).isEqualTo(undisturbed);
        }
    }

    @ParameterizedTest
    @MethodSource("categories")
    void aPredictorEncodesAsTheLearnerDoes(Categories categories) {
        TrainerConfig config = config(categories);
        try (Learner learner = SingleNetworkLearner.of(config, lease)) {
            learn(learner, 0, 30);
            List<Features> questions = MixedRows.batch(50, 8).original();
            try (Predictor predictor = Predictor.of(config, lease, learner.published())) {
                assertThat(predictor.predict(questions))
                        .containsExactly(learner.predict(questions).toArray(float[][]::new));
            }
        }
    }

    /** The first step, at a rate of 1e38, makes weights whose products overflow: all later losses are NaN. */
    @Test
    void aRejectedStepTeachesTheEncoderNothing() {
        TrainerConfig config = config(Tabular.DEFAULT.categories()).toBuilder()
                .optimizer(new Sgd(0, false))
                .learningRate(new Constant(1e38))
                .build();
        try (Learner learner = SingleNetworkLearner.of(config, lease)) {
            learn(learner, 0, 1);
            LearnerState before = learner.state().startingWith("encoder/");
            assertThat(before.longs("encoder/numbers/count", 1)[0]).isBetween(1L, 8L);

            StepReport report = learner.learn(MixedRows.batch(1, 8));

            assertThat(report.samples()).allMatch(sample -> sample.fate() == Fate.STEP_REJECTED);
            assertThat(bytes(learner.state().startingWith("encoder/"))).isEqualTo(bytes(before));
        }
    }

    @Test
    void unlabelledRowsTeachTheEncoderNothing() {
        TrainerConfig config = config(Tabular.DEFAULT.categories());
        try (Learner learner = SingleNetworkLearner.of(config, lease)) {
            learn(learner, 0, 1);
            byte[] before = bytes(learner.state());
            learner.learn(new MiniBatch(MixedRows.batch(1, 8).samples().stream()
                    .map(TwoHalves::withoutTarget)
                    .toList()));
            assertThat(bytes(learner.state())).isEqualTo(before);
        }
    }

    @Test
    void theEncoderLearnsFromTheOriginalsAndNotFromTheirVariants() {
        TrainerConfig config = config(Tabular.DEFAULT.categories());
        try (Learner plain = SingleNetworkLearner.of(config, lease);
                Learner varied = SingleNetworkLearner.of(config, lease)) {
            MiniBatch batch = MixedRows.batch(0, 8);
            plain.learn(batch);
            varied.learn(new MiniBatch(batch.samples().stream()
                    .map(sample -> sample.withFeatures(MixedRows.sample(99).features()))
                    .toList()));

            assertThat(varied.published().parameters())
                    .isNotEqualTo(plain.published().parameters());
            assertThat(bytes(varied.state().startingWith("encoder/")))
                    .isEqualTo(bytes(plain.state().startingWith("encoder/")));
        }
    }

    private static void learn(Learner learner, int from, int to) {
        for (int i = from; i < to; i++) {
            learner.learn(MixedRows.batch(i, 8));
        }
    }
}
