package dev.millrace.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.PipelineConfig.Snapshots;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SnapshotScheduleTest {

    @Test
    void isDueAfterSoManyTrainedSamples() {
        SnapshotSchedule schedule = new SnapshotSchedule(Snapshots.of(null, 100L, null, null, null), 0, 0);

        assertThat(schedule.isDue(99, 1_000_000)).isFalse();
        assertThat(schedule.isDue(104, 0)).isTrue();
        schedule.taken(104, 0);
        assertThat(schedule.isDue(203, 0)).isFalse();
        assertThat(schedule.isDue(204, 0)).isTrue();
    }

    @Test
    void isDueAfterSoMuchTimeIfAnythingWasLearnt() {
        SnapshotSchedule schedule =
                new SnapshotSchedule(Snapshots.of(null, null, Duration.ofSeconds(5), null, null), 7, 1_000);

        assertThat(schedule.deadlineMillis(7)).isEqualTo(Long.MAX_VALUE);
        assertThat(schedule.isDue(7, 60_000)).isFalse();
        assertThat(schedule.deadlineMillis(8)).isEqualTo(6_000);
        assertThat(schedule.isDue(8, 5_999)).isFalse();
        assertThat(schedule.isDue(8, 6_000)).isTrue();
        schedule.taken(8, 6_500);
        assertThat(schedule.countedFromMillis()).isEqualTo(6_500);
        assertThat(schedule.deadlineMillis(9)).isEqualTo(11_500);
    }

    @Test
    void goesOnFromWhereTheLastOneWasTaken() {
        SnapshotSchedule schedule = new SnapshotSchedule(Snapshots.of(null, 100L, null, null, null), 104, 0);

        assertThat(schedule.trainedAtLast()).isEqualTo(104);
        assertThat(schedule.isDue(203, 0)).isFalse();
        assertThat(schedule.isDue(204, 0)).isTrue();
    }
}
