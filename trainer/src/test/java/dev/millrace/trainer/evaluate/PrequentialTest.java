package dev.millrace.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.sample.Origin;
import dev.millrace.sample.Target;
import dev.millrace.trainer.LearnerState;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PrequentialTest {

    /** Labels 0 0 1 1 1; answers put 0.8 on the class 0 0 0 1 1: right, right, wrong, right, right. */
    private static Prequential example(int window, double fading) {
        Prequential prequential = new Prequential(window, fading, 2);
        int[] labels = {0, 0, 1, 1, 1};
        int[] predicted = {0, 0, 0, 1, 1};
        for (int i = 0; i < labels.length; i++) {
            prequential.add(new Target.Label(labels[i]), answer(predicted[i]));
        }
        return prequential;
    }

    private static float[] answer(int favourite) {
        float[] answer = {0.2f, 0.2f};
        answer[favourite] = 0.8f;
        return answer;
    }

    @Test
    void refusesALabelThatIsNoneOfTheClassesScoredOrNot() {
        assertThatThrownBy(() -> new Prequential(3, 0.5, 2).add(new Target.Label(2), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a label must be one of the 2 classes, from 0, got 2");
    }

    @Test
    void countsAllSamplesCumulatively() {
        Scores scores = example(3, 0.5).scores();

        assertThat(scores.scored()).isEqualTo(5);
        assertThat(scores.cumulative().accuracy()).isCloseTo(4 / 5.0, within(1e-12));
        assertThat(scores.cumulative().logLoss()).isCloseTo(-(4 * Math.log(0.8) + Math.log(0.2)) / 5, within(1e-6));
        // No change: wrong, right, wrong, right, right. Majority so far: none, 0, 0, 0, a tie that 0 wins.
        assertThat(scores.cumulative().noChangeAccuracy()).isCloseTo(3 / 5.0, within(1e-12));
        assertThat(scores.cumulative().majorityAccuracy()).isCloseTo(1 / 5.0, within(1e-12));
    }

    @Test
    void forgetsWhatHasLeftTheWindow() {
        Scores.Score window = example(3, 0.5).scores().window();

        assertThat(window.accuracy()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(window.noChangeAccuracy()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(window.majorityAccuracy()).isEqualTo(0);
    }

    @Test
    void fadesThePast() {
        // Weights 1/16, 1/8, 1/4 (wrong), 1/2, 1.
        assertThat(example(3, 0.5).scores().fading().accuracy()).isCloseTo(27 / 31.0, within(1e-12));
    }

    @Test
    void hasNoScoreBeforeTheFirstSample() {
        assertThat(new Prequential(3, 0.5, 2).scores().cumulative().accuracy()).isNaN();
    }

    @Test
    void countsAnAnswerWithANaNAsWrongAndBoundsItsLogLoss() {
        Prequential prequential = new Prequential(3, 0.5, 2);
        prequential.add(new Target.Label(0), new float[] {Float.NaN, 1});

        assertThat(prequential.scores().cumulative().accuracy()).isEqualTo(0);
        assertThat(prequential.scores().cumulative().logLoss()).isCloseTo(-Math.log(1e-15), within(1e-9));
    }

    @Test
    void letsTheFloorsSeeSamplesThatAreNotScored() {
        Prequential prequential = new Prequential(3, 0.5, 2);
        prequential.add(new Target.Label(1), null);
        prequential.add(new Target.Label(1), answer(0));

        assertThat(prequential.scores().scored()).isEqualTo(1);
        assertThat(prequential.scores().cumulative().noChangeAccuracy()).isEqualTo(1);
    }

    @Test
    void scoresADistributionByItsMostProbableClassAndTheMeanLogLoss() {
        Prequential prequential = new Prequential(3, 0.5, 2);
        prequential.add(new Target.Distribution(new float[] {0.25f, 0.75f}), answer(1));

        assertThat(prequential.scores().cumulative().accuracy()).isEqualTo(1);
        assertThat(prequential.scores().cumulative().logLoss())
                .isCloseTo(-(0.25 * Math.log(0.2) + 0.75 * Math.log(0.8)), within(1e-6));
    }

    @Test
    void takesTheLowerIndexOfEquals() {
        Prequential prequential = new Prequential(3, 0.5, 2);
        prequential.add(new Target.Label(0), new float[] {0.5f, 0.5f});

        assertThat(prequential.scores().cumulative().accuracy()).isEqualTo(1);
    }

    @Test
    void keepsTheNewestOutcomesWhenTheWindowShrinks() {
        LearnerState.Builder state = new LearnerState.Builder();
        example(5, 0.5).save(state);
        Prequential smaller = new Prequential(2, 0.5, 2);
        smaller.restore(state.build());

        // The last two were right; all five are still in the cumulative view.
        assertThat(smaller.scores().window().accuracy()).isEqualTo(1);
        assertThat(smaller.scores().cumulative().accuracy()).isCloseTo(4 / 5.0, within(1e-12));
    }

    @Test
    void goesOnAfterARestore() {
        LearnerState.Builder state = new LearnerState.Builder();
        example(3, 0.5).save(state);
        Prequential restored = new Prequential(3, 0.5, 2);
        restored.restore(state.build());
        Prequential undisturbed = example(3, 0.5);
        for (Prequential prequential : new Prequential[] {restored, undisturbed}) {
            prequential.add(new Target.Label(0), answer(1));
        }

        assertThat(restored.scores()).isEqualTo(undisturbed.scores());
    }

    @Test
    void scoresAboutTheShareItIsToldAndAlwaysTheSameRecords() {
        ScoredShare share = new ScoredShare(42, 0.3);
        long scored = LongStream.range(0, 10_000)
                .filter(position -> share.includes(Origin.of("samples", 1, position)))
                .count();

        // Four standard deviations of a binomial with 10,000 draws of 0.3: 183.
        assertThat(scored).isBetween(2_817L, 3_183L);
        assertThat(LongStream.range(0, 100))
                .allSatisfy(position -> assertThat(new ScoredShare(42, 0.3).includes(Origin.of("samples", 1, position)))
                        .isEqualTo(share.includes(Origin.of("samples", 1, position))));
    }
}
