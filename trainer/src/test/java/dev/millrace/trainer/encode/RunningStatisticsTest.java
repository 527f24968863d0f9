package dev.millrace.trainer.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.trainer.LearnerState;
import org.junit.jupiter.api.Test;

class RunningStatisticsTest {

    private final RunningStatistics statistics = new RunningStatistics(2);

    /** Mean 5, standard deviation 2. */
    @Test
    void aScoreIsTheDistanceFromTheMeanInStandardDeviations() {
        for (double value : new double[] {2, 4, 4, 4, 5, 5, 7, 9}) {
            statistics.add(1, value);
        }
        assertThat(statistics.score(1, 5)).isEqualTo(0);
        assertThat(statistics.score(1, 9)).isEqualTo(2);
        assertThat(statistics.score(1, 2)).isEqualTo(-1.5);
    }

    @Test
    void aScoreIsZeroBeforeThereIsAVariance() {
        assertThat(statistics.score(0, 7)).isEqualTo(0);
        statistics.add(0, 3);
        statistics.add(0, 3);
        assertThat(statistics.score(0, 7)).isEqualTo(0);
    }

    /** The sum of squares less the square of the sum, in doubles, would be off by thousands here. */
    @Test
    void aLargeMeanDoesNotDrownTheVariance() {
        for (int i = 0; i < 1000; i++) {
            statistics.add(0, 1e12 + (i % 2 == 0 ? 1 : -1));
        }
        assertThat(statistics.score(0, 1e12 + 1)).isCloseTo(1, within(1e-3));
    }

    @Test
    void theLargestFloatsLeaveItFinite() {
        for (int i = 0; i < 1000; i++) {
            statistics.add(0, i % 2 == 0 ? Float.MAX_VALUE : -Float.MAX_VALUE);
        }
        assertThat(statistics.score(0, Float.MAX_VALUE)).isCloseTo(1, within(1e-12));
        LearnerState state = saved();
        assertThat(state.doubles("encoder/numbers/squared-deviations", 1)[0]).isFinite();
    }

    @Test
    void refusesAStateOfOtherColumns() {
        assertThatThrownBy(() -> new RunningStatistics(3).restore(saved()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("section encoder/numbers/count of the state must have one value per number, 3, got 2");
    }

    private LearnerState saved() {
        LearnerState.Builder state = new LearnerState.Builder();
        statistics.save(state);
        return state.build();
    }
}
