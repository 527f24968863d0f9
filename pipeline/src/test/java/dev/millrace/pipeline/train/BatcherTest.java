package dev.millrace.pipeline.train;

import static dev.millrace.pipeline.train.Reports.labelled;
import static dev.millrace.pipeline.train.Reports.unlabelled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.trainer.MiniBatch;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatcherTest {

    @Test
    void keepsLabelledAndUnlabelledSamplesApart() {
        Batcher batcher = new Batcher(2, null);

        assertThat(batcher.add(labelled(0), 0)).isNull();
        assertThat(batcher.add(unlabelled(1), 0)).isNull();
        assertThat(batcher.add(labelled(2), 0)).isEqualTo(new MiniBatch(List.of(labelled(0), labelled(2))));
        assertThat(batcher.add(unlabelled(3), 0)).isEqualTo(new MiniBatch(List.of(unlabelled(1), unlabelled(3))));
        assertThat(batcher.pending()).isEmpty();
    }

    @Test
    void flushesWhatWaitsLabelledFirst() {
        Batcher batcher = new Batcher(3, null);
        batcher.add(unlabelled(0), 0);
        batcher.add(labelled(1), 0);

        assertThat(batcher.flush())
                .containsExactly(new MiniBatch(List.of(labelled(1))), new MiniBatch(List.of(unlabelled(0))));
        assertThat(batcher.flush()).isEmpty();
    }

    @Test
    void addingWhatWasPendingRestoresIt() {
        Batcher batcher = new Batcher(3, null);
        batcher.add(labelled(0), 0);
        batcher.add(unlabelled(1), 0);
        batcher.add(labelled(2), 0);

        Batcher restored = new Batcher(3, null);
        batcher.pending().forEach(sample -> restored.add(sample, 9));

        assertThat(restored.add(labelled(3), 9))
                .isEqualTo(new MiniBatch(List.of(labelled(0), labelled(2), labelled(3))));
        assertThat(restored.pending()).containsExactly(unlabelled(1));
    }

    @Test
    void handsOutAGroupWhoseFirstSampleWaitedLongEnough() {
        Batcher batcher = new Batcher(10, Duration.ofMillis(50));
        batcher.add(labelled(0), 100);
        batcher.add(unlabelled(1), 120);
        batcher.add(labelled(2), 140);

        assertThat(batcher.deadlineMillis()).isEqualTo(150);
        assertThat(batcher.due(149)).isEmpty();
        assertThat(batcher.due(150)).containsExactly(new MiniBatch(List.of(labelled(0), labelled(2))));
        assertThat(batcher.deadlineMillis()).isEqualTo(170);
        assertThat(batcher.due(170)).containsExactly(new MiniBatch(List.of(unlabelled(1))));
        assertThat(batcher.deadlineMillis()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void waitsForeverWithoutAMaximum() {
        Batcher batcher = new Batcher(10, null);
        batcher.add(labelled(0), 100);

        assertThat(batcher.deadlineMillis()).isEqualTo(Long.MAX_VALUE);
        assertThat(batcher.due(Long.MAX_VALUE - 1)).isEmpty();
    }
}
