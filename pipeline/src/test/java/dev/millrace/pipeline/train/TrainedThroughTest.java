package dev.millrace.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainedThroughTest {

    @Test
    void isThePositionAfterTheLastSampleThatWasTried() {
        TrainedThrough through = new TrainedThrough(Map.of());
        through.add(Reports.trained(1, 0, 4, 1, 1, false));
        through.add(Reports.stepRejected(1, 4, 6));
        through.add(Reports.predicted(1, 6, 9));

        assertThat(through.positions()).isEqualTo(Map.of("in", Map.of(0, 6L)));
    }

    @Test
    void goesOnFromAndKeepsOtherSplits() {
        TrainedThrough through = new TrainedThrough(Map.of("in", Map.of(0, 6L, 1, 17L)));
        through.add(Reports.trained(2, 9, 10, 1, 1, false));

        assertThat(through.positions()).isEqualTo(Map.of("in", Map.of(0, 10L, 1, 17L)));
    }
}
