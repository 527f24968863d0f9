package dev.millrace.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.Published;
import dev.millrace.trainer.LearnerState;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobStateTest {

    private static final LearnerState LEARNER = new LearnerState.Builder()
            .add("parameters", new LearnerState.Floats(1, new float[] {1, 2}))
            .build();

    @Test
    void comesBackFromTheLearnersStateWithEveryBitOfItsNumbers() {
        MetricsWindow.State window = new MetricsWindow.State(5, 4, 3, 0.1 + 0.2, 1e-300, 2, 2, Math.PI, Math.E, 1, 0);
        JobState state = new JobState(
                new Counts.State(1, 2, 3, 4, 6, 7, Map.of("nan", 5L)),
                window,
                Map.of("m.metrics", 6L, "m.snapshots", 7L),
                8,
                9,
                Map.of(0, 3, 1, 4),
                Map.of("in", Map.of(0, 10L)),
                Map.of("in", Map.of(0, 12L)),
                "the outcome of record 1",
                new SnapshotTaken(8, 1_700_000_000_000L, 4096),
                1_700_000_000_100L,
                1_700_000_000_500L,
                true,
                11);

        assertThat(JobState.of(state.in(LEARNER))).isEqualTo(state);

        // one topic emptied by its retention, one written to since
        Published published = new Published(8, Map.of("m.snapshots", 9L), Map.of(1, 4));
        JobState next = state.next(published);
        assertThat(next.counts()).isEqualTo(JobState.begin(published).counts());
        assertThat(next.trainedBefore())
                .as("trained in all runs before")
                .isEqualTo(11 + state.counts().trained());
        assertThat(next.trainedThrough()).isEqualTo(state.trainedThrough());
        assertThat(next.snapshotVersion()).isEqualTo(8);
        assertThat(next.sequences()).isEqualTo(Map.of("m.metrics", 6L, "m.snapshots", 9L));
        assertThat(next.snapshotDueFromMillis())
                .as("a run's time begins with it")
                .isNull();
        assertThat(next.ended()).isFalse();
    }

    @Test
    void readsAStateOfAReleaseThatCountedTheTimeToASnapshotFromEachRestart() {
        JobState begun = JobState.begin(Published.NOTHING);
        String json = begun.in(LEARNER).text("job/progress", 1);
        String older = json.replace("\"snapshotDueFromMillis\":null,", "");
        assertThat(older).isNotEqualTo(json);

        LearnerState state = new LearnerState.Builder()
                .add("job/progress", new LearnerState.Text(1, older))
                .build();
        assertThat(JobState.of(state)).isEqualTo(begun);
    }

    @Test
    void leavesTheLearnersSectionsAlone() {
        LearnerState both = JobState.begin(Published.NOTHING).in(LEARNER);

        assertThat(both.floats("parameters", 1)).isSameAs(LEARNER.floats("parameters", 1));
    }

    @Test
    void aNewRunGoesOnAfterWhatIsPublished() {
        Published published = new Published(12, Map.of("m.snapshots", 31L), Map.of(2, 3));
        JobState state = JobState.begin(published);

        assertThat(state.snapshotVersion()).isEqualTo(12);
        assertThat(state.sequences()).isEqualTo(Map.of("m.snapshots", 31L));
        assertThat(state.slotParts()).isEqualTo(Map.of(2, 3));
        assertThat(state.counts().consumed()).isZero();
        assertThat(state.ended()).isFalse();
    }

    @Test
    void refusesAStateWithoutIt() {
        assertThatThrownBy(() -> JobState.of(LEARNER))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("job/progress");
    }
}
