package dev.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Philox;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Shape;
import dev.millrace.sample.Target;
import dev.millrace.trainer.StepReport.Fate;
import dev.millrace.trainer.StepReport.SampleReport;
import dev.millrace.trainer.TrainerConfig.Batch;
import dev.millrace.trainer.TrainerConfig.Evaluate;
import dev.millrace.trainer.TrainerConfig.Rejection;
import dev.millrace.trainer.engine.EngineChoice;
import dev.millrace.trainer.engine.EngineLease;
import dev.millrace.trainer.network.LeNet;
import dev.millrace.trainer.network.Mlp;
import dev.millrace.trainer.network.Network;
import dev.millrace.trainer.optimize.Optimizer;
import dev.millrace.trainer.optimize.Sgd;
import dev.millrace.trainer.rate.Constant;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SingleNetworkLearnerTest {

    private static final int SIZE = 16;
    private static final Shape IMAGE = Shape.of(1, 16, 16);
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
                Arguments.of(
                        new Mlp(List.of(12), true),
                        TrainerConfig.builder(new Mlp(List.of(1), false))
                                .build()
                                .optimizer()),
                Arguments.of(new LeNet(6, 16), new Sgd(0.9, true)),
                Arguments.of(
                        new LeNet(6, 16),
                        TrainerConfig.builder(new Mlp(List.of(1), false))
                                .build()
                                .optimizer()));
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

    @Test
    void rejectsANaNAndLeavesEverythingAsItWas() {
        TrainerConfig config =
                config(new Mlp(List.of(12), true), new Sgd(0.9, false)).build();
        try (Learner learner = learner(config)) {
            learn(learner, 0, 10);
            PublishedModel before = learner.published();
            List<float[]> answersBefore = learner.predict(batch(50).original());

            List<Sample> samples = new ArrayList<>(batch(10).samples());
            samples.set(3, withNaN(samples.get(3)));
            StepReport report = learner.learn(new MiniBatch(samples));

            assertThat(report.isRejected()).isTrue();
            assertThat(report.step()).isEqualTo(10);
            assertThat(report.samples()).extracting(SampleReport::fate).containsOnly(Fate.STEP_REJECTED);
            PublishedModel after = learner.published();
            assertThat(after.parameters()).isEqualTo(before.parameters());
            assertThat(after.auxiliary()).isEqualTo(before.auxiliary()).isNotEmpty();
            assertThat(learner.predict(batch(50).original())).containsExactly(answersBefore.toArray(float[][]::new));
        }
    }

    @Test
    void trainsOnAsIfARejectedStepHadNotBeen() {
        TrainerConfig config =
                config(new Mlp(List.of(12), true), new Sgd(0.9, false)).build();
        PublishedModel undisturbed;
        try (Learner learner = learner(config)) {
            learn(learner, 0, 20);
            undisturbed = learner.published();
        }
        try (Learner learner = learner(config)) {
            learn(learner, 0, 10);
            List<Sample> samples = new ArrayList<>(batch(70).samples());
            samples.set(0, withNaN(samples.get(0)));
            learner.learn(new MiniBatch(samples));
            learn(learner, 10, 10);

            assertThat(learner.published().parameters()).isEqualTo(undisturbed.parameters());
            assertThat(learner.published().auxiliary()).isEqualTo(undisturbed.auxiliary());
        }
    }

    @Test
    void failsAfterSoManyRejectedStepsInARowAndSaysWhoseTheyWere() {
        TrainerConfig config = config(new Mlp(List.of(4), false), new Sgd(0, false))
                .rejection(new Rejection(3))
                .build();
        try (Learner learner = learner(config)) {
            MiniBatch poisoned = new MiniBatch(List.of(withNaN(sample(7))));
            learner.learn(poisoned);
            learner.learn(poisoned);

            assertThatThrownBy(() -> learner.learn(poisoned))
                    .isInstanceOf(TrainingDivergedException.class)
                    .hasMessageContaining("3 steps in a row")
                    .hasMessageContaining("test-0@7");
        }
    }

    @Test
    void answersUnlabelledSamplesAndLearnsNothingFromThem() {
        TrainerConfig config =
                config(new Mlp(List.of(12), true), new Sgd(0.9, false)).build();
        try (Learner learner = learner(config)) {
            learn(learner, 0, 5);
            byte[] before = bytes(learner.state());
            List<Sample> questions = batch(9).samples().stream()
                    .map(sample -> Sample.of(sample.origin(), sample.original(), Target.None.INSTANCE))
                    .toList();

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
    void refusesTheStateOfAnotherNetwork() {
        LearnerState state;
        try (Learner learner =
                learner(config(new Mlp(List.of(12), false), new Sgd(0, false)).build())) {
            state = learner.state();
        }
        try (Learner learner =
                learner(config(new Mlp(List.of(13), false), new Sgd(0, false)).build())) {
            assertThatThrownBy(() -> learner.restore(state))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("belongs to another model: its network is");
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

    private static Learner learner(TrainerConfig config) {
        return SingleNetworkLearner.of(config, lease);
    }

    private static TrainerConfigBuilder config(Network network, Optimizer optimizer) {
        return TrainerConfig.builder(network)
                .input(new InputContract(
                        List.of(new FeatureSpec("image", Kind.FLOATS, IMAGE)), List.of("left", "right")))
                .batch(new Batch(SIZE, null))
                .optimizer(optimizer)
                .learningRate(new Constant(0.005));
    }

    private static void learn(Learner learner, int from, int batches) {
        for (int i = from; i < from + batches; i++) {
            learner.learn(batch(i));
        }
    }

    private static MiniBatch batch(int index) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            samples.add(sample((long) index * SIZE + i));
        }
        return new MiniBatch(samples);
    }

    /** Noise, with a bright half on the side that the label names. */
    private static Sample sample(long position) {
        Philox random = new Philox(1, position, 0);
        int label = random.nextInt(2);
        float[] pixels = new float[IMAGE.size()];
        for (int i = 0; i < pixels.length; i++) {
            boolean bright = i % 16 / 8 == label;
            pixels[i] = (float) (random.nextGaussian() + (bright ? 1 : 0));
        }
        return Sample.of(
                Origin.of("test", 0, position),
                Features.of("image", new Feature.Floats(pixels, IMAGE)),
                new Target.Label(label));
    }

    private static Sample withNaN(Sample sample) {
        float[] pixels =
                ((Feature.Floats) sample.original().get("image")).values().clone();
        pixels[5] = Float.NaN;
        return Sample.of(sample.origin(), Features.of("image", new Feature.Floats(pixels, IMAGE)), sample.target());
    }

    private static LearnerState throughBytes(LearnerState state) {
        try {
            return LearnerStateCodec.read(new DataInputStream(new ByteArrayInputStream(bytes(state))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(LearnerState state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            LearnerStateCodec.write(state, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
