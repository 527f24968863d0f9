package dev.millrace.pipeline.demo;

import static dev.millrace.pipeline.demo.DemoResults.score;
import static dev.millrace.pipeline.demo.DemoResults.summary;
import static dev.millrace.pipeline.demo.DemoResults.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.pipeline.demo.Served.Part;
import dev.millrace.pipeline.metrics.MetricsRecord;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServedTest {

    /** The trainer had 60 right of the first 100, 150 of the first 200, 165 of the first 220; repeating the last label 50, 140, 156. */
    private static final List<MetricsRecord> WINDOWS =
            List.of(window(100, 0.5, 0.6, 0.5), window(200, 0.5, 0.75, 0.7), window(220, 0.5, 0.75, 156 / 220.0));

    @Test
    void setsASnapshotBesideTheTrainerOnTheSameRows() {
        Served served = served(score(1, 100, 100, 0.8), score(2, 200, 20, 0.5), score(3, 220, 0, null));

        assertThat(served.parts()).hasSize(2);
        Part first = served.parts().get(0);
        assertThat(first.from()).isEqualTo(100);
        assertThat(first.rows()).isEqualTo(100);
        assertThat(first.accuracy()).isEqualTo(0.8);
        assertThat(first.trainerAccuracy()).isCloseTo(0.9, within(1e-12));
        assertThat(first.noChangeAccuracy()).isCloseTo(0.9, within(1e-12));
        Part second = served.parts().get(1);
        assertThat(second.trainerAccuracy()).isCloseTo(15 / 20.0, within(1e-12));
        assertThat(second.noChangeAccuracy()).isCloseTo(16 / 20.0, within(1e-12));
        assertThat(served.accuracy()).isCloseTo((80 + 10) / 120.0, within(1e-12));
        assertThat(served.trainerAccuracy()).isCloseTo((90 + 15) / 120.0, within(1e-12));
    }

    @Test
    void saysNothingOfTheTrainerWhereNoWindowEndsWithTheRows() {
        Served served = served(score(1, 100, 50, 0.8));

        assertThat(served.parts().get(0).trainerAccuracy()).isNull();
        assertThat(served.parts().get(0).noChangeAccuracy()).isNull();
        assertThat(served.accuracy()).isEqualTo(0.8);
        assertThat(served.trainerAccuracy()).isNaN();
    }

    private static Served served(SnapshotScore... scores) {
        return Served.of(new DemoResult(
                new Elec2Stream(), "elec2", summary(), WINDOWS, List.of(scores), Path.of("report.html")));
    }
}
