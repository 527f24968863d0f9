package dev.millrace.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.sample.Origin;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PositionsTest {

    @Test
    void isThePositionAfterTheLastRecordOfEachSplit() {
        Positions positions = new Positions(Map.of());
        positions.pass(Origin.of("in", 0, 4));
        positions.pass(Origin.of("in", 1, 8));
        positions.pass(Origin.of("in", 0, 5));

        assertThat(positions.copy()).isEqualTo(Map.of("in", Map.of(0, 6L, 1, 9L)));
        assertThat(positions.of("in")).isEqualTo(Map.of(0, 6L, 1, 9L));
        assertThat(positions.of("other")).isEmpty();
    }

    @Test
    void aRecordThatComesAgainChangesNothing() {
        Positions positions = new Positions(Map.of("in", Map.of(0, 6L)));
        positions.pass(Origin.of("in", 0, 4));

        assertThat(positions.of("in")).isEqualTo(Map.of(0, 6L));
    }

    @Test
    void goesOnFromAndKeepsOtherSplits() {
        Positions positions = new Positions(Map.of("in", Map.of(0, 6L, 1, 17L)));
        positions.pass(Origin.of("in", 0, 9));

        assertThat(positions.copy()).isEqualTo(Map.of("in", Map.of(0, 10L, 1, 17L)));
    }
}
