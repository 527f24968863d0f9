package dev.millrace.pipeline.train;

import static dev.millrace.pipeline.train.Reports.predicted;
import static dev.millrace.pipeline.train.Reports.rejected;
import static dev.millrace.pipeline.train.Reports.stepRejected;
import static dev.millrace.pipeline.train.Reports.trained;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.sample.Deviations;
import dev.millrace.sample.Rejected.Reason;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountsTest {

    @Test
    void everyRecordIsInExactlyOneCount() {
        Counts counts = new Counts();
        counts.count(trained(1, 0, 4, 0.7, 1, false));
        counts.count(stepRejected(1, 4, 7));
        counts.count(predicted(1, 7, 9));
        counts.count(rejected(9, Reason.NAN));
        counts.count(rejected(10, Reason.WRONG_SHAPE));
        counts.count(rejected(11, Reason.NAN));

        Counts.State state = counts.state();

        assertThat(state).isEqualTo(new Counts.State(4, 3, 2, 1, 0, 0, Map.of("nan", 2L, "wrong-shape", 1L)));
        assertThat(state.samples()).isEqualTo(9);
        assertThat(state.consumed()).isEqualTo(12);
    }

    @Test
    void goesOnFromAState() {
        Counts.State before = new Counts.State(4, 3, 2, 1, 7, 6, Map.of("nan", 2L));
        Counts counts = new Counts(before);
        assertThat(counts.state()).isEqualTo(before);

        counts.count(rejected(12, Reason.NAN));
        counts.count(trained(2, 13, 14, 0.7, 1, false));
        counts.count(new Deviations(2, 1));

        assertThat(counts.state()).isEqualTo(new Counts.State(5, 3, 2, 1, 9, 7, Map.of("nan", 3L)));
    }
}
