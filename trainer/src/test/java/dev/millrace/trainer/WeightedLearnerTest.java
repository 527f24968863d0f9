package dev.millrace.trainer;

import static dev.millrace.trainer.TwoHalves.bytes;
import static dev.millrace.trainer.TwoHalves.config;
import static dev.millrace.trainer.TwoHalves.learn;
import static dev.millrace.trainer.TwoHalves.sample;
import static dev.millrace.trainer.TwoHalves.throughBytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.sample.Sample;
import dev.millrace.sample.Target;
import dev.millrace.trainer.engine.EngineChoice;
import dev.millrace.trainer.engine.EngineLease;
import dev.millrace.trainer.loss.BalancedClassWeights;
import dev.millrace.trainer.loss.ClassWeights;
import dev.millrace.trainer.loss.FixedClassWeights;
import dev.millrace.trainer.network.Mlp;
import dev.millrace.trainer.optimize.Sgd;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What class weights do to a learner. */
class WeightedLearnerTest {

    private static final int RIGHT = 1;

    private static EngineLease lease;

    @BeforeAll
    static void takeEngine() {
        lease = EngineLease.training(EngineChoice.AUTO, Duration.ofSeconds(10));
    }

    @AfterAll
    static void releaseEngine() {
        lease.close();
    }

    @Test
    void aClassWeightIsAWeightOfEachOfItsSamples() {
        try (Learner classes = learner(new FixedClassWeights(Map.of("left", 0.25, "right", 3.0)));
                Learner samples = SingleNetworkLearner.of(plain().build(), lease)) {
            for (int i = 0; i < 20; i++) {
                MiniBatch batch = TwoHalves.batch(i);
                classes.learn(batch);
                samples.learn(new MiniBatch(batch.samples().stream()
                        .map(sample -> weighted(sample, isRight(sample) ? 3 : 0.25f))
                        .toList()));
            }

            assertThat(bytes(classes.state())).isEqualTo(bytes(samples.state()));
        }
    }

    @Test
    void balancedWeightsLearnFromABatchAfterItTrained() {
        MiniBatch first = rarelyRight(0);
        try (Learner balanced = learner(new BalancedClassWeights(0.99, 1, 100));
                Learner plain = SingleNetworkLearner.of(plain().build(), lease)) {
            balanced.learn(first);
            plain.learn(first);
            assertThat(balanced.published().parameters())
                    .isEqualTo(plain.published().parameters());

            balanced.learn(rarelyRight(1));
            plain.learn(rarelyRight(1));
            assertThat(balanced.published().parameters())
                    .isNotEqualTo(plain.published().parameters());
        }
    }

    @Test
    void balancedWeightsGoOnBitForBitAfterARestore() {
        ClassWeights weights = new BalancedClassWeights(0.99, 1, 100);
        LearnerState undisturbed;
        LearnerState half;
        try (Learner learner = learner(weights)) {
            learnRarelyRight(learner, 0, 100);
            half = throughBytes(learner.state());
            learnRarelyRight(learner, 100, 200);
            undisturbed = learner.state();
        }
        try (Learner learner = learner(weights)) {
            learn(learner, 0, 10);
            learner.restore(half);
            learnRarelyRight(learner, 100, 200);

            assertThat(bytes(learner.state())).isEqualTo(bytes(undisturbed));
        }
    }

    @Test
    void balancedWeightsFindMoreOfARareClass() {
        assertThat(rightAnswers(new BalancedClassWeights(0.999, 1, 10)))
                .isGreaterThan(rightAnswers(new FixedClassWeights(Map.of("right", 1.0))) * 3 / 2);
    }

    @Test
    void aLabelThatThereIsNotIsRefusedAtTheStart() {
        assertThatThrownBy(() -> learner(new FixedClassWeights(Map.of("up", 2.0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("classWeights.weights.up must be one of the labels of the samples, [left, right], got up");
    }

    /** How many of the rare class's samples an early learner gets right. */
    private static long rightAnswers(ClassWeights weights) {
        try (Learner learner = learner(weights)) {
            learnRarelyRight(learner, 0, 15);
            return LongStream.range(5_000, 5_400)
                    .mapToObj(TwoHalves::sample)
                    .filter(WeightedLearnerTest::isRight)
                    .map(sample -> learner.predict(List.of(sample.original())).get(0))
                    .filter(answer -> answer[RIGHT] > 0.5)
                    .count();
        }
    }

    private static void learnRarelyRight(Learner learner, int from, int to) {
        for (int i = from; i < to; i++) {
            learner.learn(rarelyRight(i));
        }
    }

    /** A batch with one image of the right half among many of the left. */
    private static MiniBatch rarelyRight(int index) {
        return new MiniBatch(LongStream.concat(
                        positions(index, true).limit(1), positions(index, false).limit(15))
                .mapToObj(TwoHalves::sample)
                .toList());
    }

    private static LongStream positions(int index, boolean right) {
        return LongStream.range(index * 100L, index * 100L + 100)
                .filter(position -> isRight(sample(position)) == right);
    }

    private static boolean isRight(Sample sample) {
        return sample.target().equals(new Target.Label(RIGHT));
    }

    private static Sample weighted(Sample sample, float weight) {
        return new Sample(
                sample.origin(), sample.original(), sample.features(), sample.target(), weight, sample.deviations());
    }

    private static TrainerConfigBuilder plain() {
        return config(new Mlp(List.of(12), false), new Sgd(0.9, false));
    }

    private static Learner learner(ClassWeights weights) {
        return SingleNetworkLearner.of(plain().classWeights(weights).build(), lease);
    }
}
