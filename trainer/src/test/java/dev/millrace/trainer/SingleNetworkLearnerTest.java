package dev.millrace.trainer;

import static dev.millrace.trainer.TwoHalves.batch;
import static dev.millrace.trainer.TwoHalves.bytes;
import static dev.millrace.trainer.TwoHalves.config;
import static dev.millrace.trainer.TwoHalves.learn;
import static dev.millrace.trainer.TwoHalves.sample;
import static dev.millrace.trainer.TwoHalves.throughBytes;
import static dev.millrace.trainer.TwoHalves.withoutTarget;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.sample.Features;
import dev.millrace.sample.Sample;
import dev.millrace.trainer.StepReport.Fate;
import dev.millrace.trainer.StepReport.SampleReport;
import dev.millrace.trainer.TrainerConfig.Evaluate;
import dev.millrace.trainer.engine.EngineChoice;
import dev.millrace.trainer.engine.EngineLease;
import dev.millrace.trainer.network.LeNet;
import dev.millrace.trainer.network.Mlp;
import dev.millrace.trainer.network.Network;
import dev.millrace.trainer.optimize.Adam;
import dev.millrace.trainer.optimize.Optimizer;
import dev.millrace.trainer.optimize.Sgd;
import dev.millrace.trainer.rate.Constant;
import dev.millrace.trainer.rate.ReduceOnPlateau;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SingleNetworkLearnerTest {

    private static EngineLease lease;

    @BeforeAll
    static void takeEngine() {
        lease = EngineLease.training(EngineChoice.AUTO, Duration.ofSeconds(10));
    }

    @AfterAll
    static void releaseEngine() {
        lease.close();
    }

    static Stream<Arguments> modelsAndOptimizers() {
        return Stream.of(
                Arguments.of(new Mlp(List.of(12), true), new Sgd(0.9, false)),
                Arguments.of(new Mlp(List.of(12), true), Adam.DEFAULT),
                Arguments.of(new LeNet(6, 16), new Sgd(0.9, true)),
                Arguments.of(new LeNet(6, 16), Adam.DEFAULT));
    }

    @ParameterizedTest
    @MethodSource("modelsAndOptimizers")
    void learnsToTellTwoKindsOfImagesApart(Network network, Optimizer optimizer) {
        try (Learner learner = learner(config(network, optimizer).build())) {
            learn(learner, 0, 120);

            assertThat(learner.step()).isEqualTo(120);
            assertThat(learner.scores().window().accuracy()).isGreaterThan(0.95);
            assertThat(learner.scores().window().majorityAccuracy()).isLessThan(0.7);
        }
    }

    @ParameterizedTest
    @MethodSource("modelsAndOptimizers")
    void goesOnBitForBitAfterARestore(Network network, Optimizer optimizer) {
        TrainerConfig config = config(network, optimizer).build();
        LearnerState undisturbed;
        try (Learner learner = learner(config)) {
            learn(learner, 0, 40);
            undisturbed = learner.state();
        }
        LearnerState half;
        try (Learner learner = learner(config)) {
            learn(learner, 0, 20);
            half = throughBytes(learner.state());
        }
        try (Learner learner = learner(config)) {
            learn(learner, 90, 3);
            learner.restore(half);
            learn(learner, 20, 20);

            assertThat(bytes(learner.state())).isEqualTo(bytes(undisturbed));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.4})
    void goesOnBitForBitAfterARestoreWithARateThatWatchesTheScore(double share) {
        TrainerConfig config = config(new Mlp(List.of(12), true), new Sgd(0.9, false))
                .evaluate(new Evaluate(share, 100, 0.99))
                .learningRate(new ReduceOnPlateau(new Constant(0.005), 0.8, 50, 0.9, 20, 0.01))
                .build();
        LearnerState undisturbed;
        double rate;
        try (Learner learner = learner(config)) {
            learn(learner, 0, 200);
            undisturbed = learner.state();
            rate = learner.learn(batch(200)).learningRate();
        }
        LearnerState half;
        double rateAtHalf;
        try (Learner learner = learner(config)) {
            learn(learner, 0, 100);
            half = throughBytes(learner.state());
            rateAtHalf = learner.learn(batch(100)).learningRate();
        }
        try (Learner learner = learner(config)) {
            learn(learner, 300, 50);
            learner.restore(half);
            learn(learner, 100, 100);

            assertThat(bytes(learner.state())).isEqualTo(bytes(undisturbed));
        }
        assertThat(rate).isLessThan(rateAtHalf);
        assertThat(rateAtHalf).isLessThan(0.005);
    }

    @Test
    void answersUnlabelledSamplesAndLearnsNothingFromThem() {
        TrainerConfig config =
                config(new Mlp(List.of(12), true), new Sgd(0.9, false)).build();
        try (Learner learner = learner(config)) {
            learn(learner, 0, 5);
            byte[] before = bytes(learner.state());
            List<Sample> questions =
                    batch(9).samples().stream().map(TwoHalves::withoutTarget).toList();

            StepReport report = learner.learn(new MiniBatch(questions));

            assertThat(report.samples()).allSatisfy(sample -> {
                assertThat(sample.fate()).isEqualTo(Fate.UNLABELLED);
                assertThat(sample.output()).hasSize(2);
                assertThat(sample.loss()).isNaN();
            });
            assertThat(bytes(learner.state())).isEqualTo(before);
        }
    }

    @Test
    void learnsFromAMixedBatchAsFromItsLabelledSamplesAlone() {
        TrainerConfig config = config(new Mlp(List.of(12), true), Adam.DEFAULT).build();
        byte[] ofLabelled;
        try (Learner learner = learner(config)) {
            learn(learner, 0, 3);
            ofLabelled = bytes(learner.state());
        }
        try (Learner learner = learner(config)) {
            for (int i = 0; i < 3; i++) {
                List<Sample> mixed = new ArrayList<>(batch(i).samples());
                mixed.add(0, withoutTarget(sample(900)));
                mixed.add(7, withoutTarget(sample(901)));
                StepReport report = learner.learn(new MiniBatch(mixed));

                assertThat(report.samples())
                        .extracting(SampleReport::origin)
                        .containsExactlyElementsOf(
                                mixed.stream().map(Sample::origin).toList());
                assertThat(report.samples().get(7).fate()).isEqualTo(Fate.UNLABELLED);
                assertThat(report.samples().get(7).loss()).isNaN();
                assertThat(report.samples().get(8).fate()).isEqualTo(Fate.TRAINED);
                assertThat(report.samples().get(8).loss()).isPositive();
            }

            assertThat(bytes(learner.state())).isEqualTo(ofLabelled);
        }
    }

    @Test
    void aSampleOfWeightZeroTeachesNothing() {
        TrainerConfig config = config(new Mlp(List.of(12), false), Adam.DEFAULT).build();
        try (Learner learner = learner(config)) {
            float[] before = learner.published().parameters();
            Sample sample = sample(0);

            StepReport report = learner.learn(new MiniBatch(List.of(new Sample(
                    sample.origin(), sample.original(), sample.features(), sample.target(), 0, sample.deviations()))));

            assertThat(report.gradientNorm()).isEqualTo(0);
            assertThat(learner.published().parameters()).isEqualTo(before);
        }
    }

    @Test
    void scoresOnTheOriginalFeaturesBeforeItTrains() {
        TrainerConfig config =
                config(new Mlp(List.of(12), false), new Sgd(0.9, false)).build();
        try (Learner learner = learner(config)) {
            learn(learner, 0, 5);
            MiniBatch plain = batch(5);
            List<float[]> expected = learner.predict(plain.original());
            MiniBatch augmented = new MiniBatch(plain.samples().stream()
                    .map(sample -> sample.withFeatures(sample(3).features()))
                    .toList());

            StepReport report = learner.learn(augmented);

            for (int i = 0; i < expected.size(); i++) {
                assertThat(report.samples().get(i).output()).isEqualTo(expected.get(i));
            }
        }
    }

    @Test
    void scoresTheShareItIsToldAndTrainsOnAll() {
        TrainerConfig config = config(new Mlp(List.of(12), false), new Sgd(0, false))
                .evaluate(new Evaluate(0.25, 100, 0.99))
                .build();
        try (Learner learner = learner(config)) {
            learn(learner, 0, 50);

            assertThat(learner.step()).isEqualTo(50);
            assertThat(learner.scores().scored()).isBetween(150L, 250L);
        }
    }

    @Test
    void aPredictorAnswersAsTheLearnerDoes() {
        TrainerConfig config =
                config(new Mlp(List.of(12), true), new Sgd(0.9, false)).build();
        try (Learner learner = learner(config)) {
            learn(learner, 0, 10);
            try (Predictor predictor = Predictor.of(config, lease, learner.published())) {
                assertThat(predictor.predict(batch(20).original()))
                        .containsExactly(learner.predict(batch(20).original()).toArray(float[][]::new));
            }
        }
    }

    @Test
    void aPredictorTakesAnyNumberOfSamples() {
        TrainerConfig config =
                config(new Mlp(List.of(12), true), new Sgd(0.9, false)).build();
        List<Features> many = IntStream.range(0, 600)
                .mapToObj(position -> sample(position).original())
                .toList();
        try (Learner learner = learner(config);
                Predictor predictor = Predictor.of(config, lease, learner.published())) {
            assertThat(predictor.predict(List.of())).isEmpty();
            List<float[]> answers = predictor.predict(many);
            assertThat(answers).hasSize(600);
            assertThat(answers.get(599))
                    .containsExactly(learner.predict(many.subList(599, 600)).get(0), within(1e-6f));
        }
    }

    @Test
    void aPredictorRefusesTheWeightsOfAnotherNetwork() {
        TrainerConfig small = config(new Mlp(List.of(12), false), Adam.DEFAULT).build();
        TrainerConfig large = config(new Mlp(List.of(13), false), Adam.DEFAULT).build();
        try (Learner learner = learner(small)) {
            assertThatThrownBy(() -> Predictor.of(large, lease, learner.published()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("parameters must be laid out as in the configured network");
        }
    }

    private static Learner learner(TrainerConfig config) {
        return SingleNetworkLearner.of(config, lease);
    }
}
