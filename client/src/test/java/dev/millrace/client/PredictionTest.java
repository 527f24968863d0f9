package dev.millrace.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.client.Prediction.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionTest {

    private static final List<String> LABELS = List.of("left", "right");

    @Test
    void namesTheFirstOfTheMostProbableClasses() {
        assertThat(Answer.of(new float[] {0.25f, 0.75f}, LABELS, 3).label()).isEqualTo("right");
        assertThat(Answer.of(new float[] {0.5f, 0.5f}, LABELS, 3).label()).isEqualTo("left");
    }

    @Test
    void namesNoClassWhereAProbabilityIsNoNumber() {
        Answer answer = Answer.of(new float[] {0.25f, Float.NaN}, LABELS, 3);

        assertThat(answer.index()).isEqualTo(-1);
        assertThat(answer.label()).isNull();
        assertThat(answer.score()).isNaN();
    }
}
