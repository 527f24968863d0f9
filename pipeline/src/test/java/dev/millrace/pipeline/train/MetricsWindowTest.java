package dev.millrace.pipeline.train;

import static dev.millrace.pipeline.train.Reports.predicted;
import static dev.millrace.pipeline.train.Reports.stepRejected;
import static dev.millrace.pipeline.train.Reports.trained;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.metrics.MetricsRecord;
import org.junit.jupiter.api.Test;

class MetricsWindowTest {

    @Test
    void weighsTheLossOfAStepByItsSamples() {
        MetricsWindow window = new MetricsWindow(8, 1_000);
        window.add(trained(1, 0, 6, 1.0, 2.0, true));
        assertThat(window.isFull()).isFalse();
        window.add(trained(2, 6, 8, 2.0, 4.0, false));
        assertThat(window.isFull()).isTrue();

        // (6 * 1.0 + 2 * 2.0) / 8 = 1.25; 8 samples in 2 s
        assertThat(window.close(3_000)).isEqualTo(new MetricsRecord.Window(8, 4.0, 1.25, 0.1, 3.0, 4.0, 0.5, 0));
        assertThat(window.isEmpty()).isTrue();
    }

    @Test
    void countsRejectedStepsAndLeavesTheirNumbersOut() {
        MetricsWindow window = new MetricsWindow(100, 0);
        window.add(trained(1, 0, 2, 0.5, 3.0, true));
        window.add(stepRejected(1, 2, 4));
        window.add(predicted(1, 4, 6));

        // two steps with a backward, one of them clipped
        assertThat(window.close(1_000)).isEqualTo(new MetricsRecord.Window(6, 6.0, 0.5, 0.1, 3.0, 3.0, 0.5, 1));
    }

    @Test
    void hasNoNumbersWhereNothingWasTrained() {
        MetricsWindow window = new MetricsWindow(100, 0);
        window.add(predicted(0, 0, 2));

        assertThat(window.close(0)).isEqualTo(new MetricsRecord.Window(2, null, null, 0.1, null, null, null, 0));
    }

    @Test
    void aRestoredWindowIsFullWhenTheOtherWouldHaveBeen() {
        MetricsWindow window = new MetricsWindow(8, 0);
        window.add(trained(1, 0, 6, 1.0, 2.0, true));

        MetricsWindow restored = new MetricsWindow(8, 50_000, window.state());
        restored.add(trained(2, 6, 8, 2.0, 4.0, false));

        assertThat(restored.isFull()).isTrue();
        // the rate is that of the two samples since it was restored
        assertThat(restored.close(51_000)).isEqualTo(new MetricsRecord.Window(8, 2.0, 1.25, 0.1, 3.0, 4.0, 0.5, 0));
    }
}
