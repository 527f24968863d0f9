package dev.millrace.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.client.Prediction.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionTest {

    private final Confusion confusion = new Confusion(List.of("down", "up"));

    @Test
    void countsAnswersByWhatTheyShouldHaveBeen() {
        confusion.add(answer(0.75f, 0.25f), "down");
        confusion.add(answer(0.5f, 0.5f), "up");
        confusion.add(answer(0.25f, 0.75f), "up");
        confusion.add(answer(0.25f, 0.75f), "up");

        assertThat(confusion.total()).isEqualTo(4);
        assertThat(confusion.counts()).isEqualTo(List.of(List.of(1, 0), List.of(1, 2)));
        assertThat(confusion.accuracy()).isEqualTo(0.75);
        assertThat(confusion.logLoss()).isCloseTo(-(3 * Math.log(0.75) + Math.log(0.5)) / 4, within(1e-12));
    }

    @Test
    void aClassThatWasHeldImpossibleCostsMuchButNotInfinitely() {
        confusion.add(answer(1, 0), "up");
        assertThat(confusion.logLoss()).isCloseTo(-Math.log(1e-15), within(1e-9));
    }

    @Test
    void hasNoScoreWithoutAnswers() {
        assertThat(confusion.accuracy()).isNull();
        assertThat(confusion.logLoss()).isNull();
        assertThat(confusion.total()).isZero();
    }

    private static Answer answer(float down, float up) {
        return new Answer(new float[] {down, up}, up > down ? 1 : 0, up > down ? "up" : "down", 1);
    }
}
