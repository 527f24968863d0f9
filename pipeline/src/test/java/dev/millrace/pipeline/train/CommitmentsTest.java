package dev.millrace.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.train.Commitments.Commitment;
import org.junit.jupiter.api.Test;

class CommitmentsTest {

    private static final Commitment BEGUN = new Commitment(4, 2, null, 1_000);
    private static final Commitment FIRST = new Commitment(6, 3, new SnapshotTaken(3, 1_500, 99), 2_000);
    private static final Commitment SECOND = new Commitment(8, 3, new SnapshotTaken(3, 1_500, 99), 3_000);

    private final Commitments commitments = new Commitments(BEGUN);

    @Test
    void nothingIsCommittedBeforeItsCheckpointIsComplete() {
        commitments.promise(1, FIRST);

        assertThat(commitments.newest()).isEqualTo(BEGUN);
        assertThat(commitments.publishSeconds()).isNaN();
    }

    @Test
    void aSnapshotIsPublishedWhenTheFirstCheckpointThatHoldsItIsComplete() {
        commitments.promise(1, FIRST);
        commitments.promise(2, SECOND);

        assertThat(commitments.complete(1, 2_250)).isEqualTo(FIRST);
        assertThat(commitments.complete(2, 3_250)).isEqualTo(SECOND);
        assertThat(commitments.newest()).isEqualTo(SECOND);
        assertThat(commitments.publishSeconds()).isEqualTo(0.75);
    }

    @Test
    void aLaterCheckpointCommitsWhatEarlierOnesPromised() {
        commitments.promise(1, FIRST);
        commitments.promise(2, SECOND);

        assertThat(commitments.complete(2, 3_250)).isEqualTo(SECOND);
        assertThat(commitments.complete(1, 3_300)).isNull();
        assertThat(commitments.newest()).isEqualTo(SECOND);
        assertThat(commitments.publishSeconds()).isEqualTo(1.75);
    }

    @Test
    void theSnapshotThatTheStateHadIsNotPublishedAgain() {
        Commitments restored = new Commitments(FIRST);
        restored.promise(3, SECOND);
        restored.complete(3, 9_000);

        assertThat(restored.newest()).isEqualTo(SECOND);
        assertThat(restored.publishSeconds()).isNaN();
    }
}
