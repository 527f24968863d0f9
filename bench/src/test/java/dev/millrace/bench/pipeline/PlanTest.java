package dev.millrace.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PlanTest {

    @Test
    void roundsBeginAfterTheWarmUpAndFollowOneAnother() {
        Plan plan = new Plan(128, 64, 2);

        assertThat(plan.end()).isEqualTo(256);
        assertThat(plan.boundary(0)).isEqualTo(128);
        assertThat(plan.boundary(128)).isEqualTo(128);
        assertThat(plan.boundary(129)).isEqualTo(192);
        assertThat(plan.boundary(256)).isEqualTo(256);
    }

    @Test
    void thereIsNoBoundaryBehindTheLastRound() {
        assertThat(new Plan(128, 64, 2).boundary(257)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aShorterPlanIsOfWholeBatches() {
        assertThat(new Plan(640, 320, 3).dividedBy(3)).isEqualTo(new Plan(192, 64, 3));
    }

    @Test
    void isReadAsItWasWritten() {
        Plan plan = new Plan(640, 320, 3);

        assertThat(Plan.parse(plan.text())).isEqualTo(plan);
    }

    @Test
    void refusesPartsOfABatch() {
        assertThatThrownBy(() -> new Plan(100, 64, 1)).hasMessage("warmUp must be a positive multiple of 64, got 100");
    }
}
