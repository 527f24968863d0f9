package dev.millrace.pipeline.train;

import static dev.millrace.pipeline.train.RecordedLoops.train;
import static dev.millrace.pipeline.train.Reports.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.PipelineConfig.Snapshots;
import dev.millrace.pipeline.metrics.MetricsRecord;
import dev.millrace.pipeline.publish.Publication;
import dev.millrace.pipeline.publish.SequenceHeader;
import dev.millrace.pipeline.train.Commitments.Commitment;
import dev.millrace.sample.Rejected.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a loop knows of itself, and that a loop which goes on from that does as the one before would have done. */
class TrainingLoopRestartTest {

    private final RecordedLoops loops = new RecordedLoops();

    @Test
    void numbersItsTopicsWithoutAGapOverARestart() {
        TrainingLoop loop = loops.begin();
        train(loop, 0, 10, 0);
        loop.beforeCheckpoint(0);
        TrainingLoop restored = loops.resume(loop);
        train(restored, 10, 20, 0);
        restored.end(0);

        assertThat(sequences(Loops.METRICS))
                .isEqualTo(upTo(loops.published(Loops.METRICS).size()));
        assertThat(sequences(Loops.SNAPSHOTS))
                .isEqualTo(upTo(loops.published(Loops.SNAPSHOTS).size()));
    }

    @Test
    void publishesTheSameAfterARestartAsWithoutOne() {
        TrainingLoop undisturbed = loops.begin();
        train(undisturbed, 0, 23, 0);
        undisturbed.end(0);
        List<Publication> expected = List.copyOf(loops.published());
        loops.published().clear();

        TrainingLoop loop = loops.begin();
        train(loop, 0, 11, 0);
        TrainingLoop restored = loops.resume(loop);
        train(restored, 11, 23, 0);
        restored.end(0);

        // neither took a checkpoint, and no time passed
        assertThat(loops.published()).usingRecursiveComparison().isEqualTo(expected);
    }

    @Test
    void whatWasReadStaysReadAfterARestart() {
        TrainingLoop loop = loops.begin();
        train(loop, 0, 5, 0);
        loop.accept(rejected(5, Reason.NAN), 0);

        assertThat(loop.lag()).isEqualTo(94);
        assertThat(loops.resume(loop).lag()).isEqualTo(94);
    }

    @Test
    void theTimeToASnapshotGoesOnOverRestarts() {
        RecordedLoops timed =
                new RecordedLoops(Loops.publishing(Snapshots.of(null, null, Duration.ofHours(12), 2, 1024)));
        TrainingLoop first = timed.begin();
        train(first, 0, 4, 0);
        TrainingLoop second = timed.resume(first, hours(8));
        TrainingLoop third = timed.resume(second, hours(11));

        assertThat(third.deadlineMillis()).as("12 h after the run began").isEqualTo(hours(12));
        third.onTime(hours(12) - 1);
        assertThat(timed.snapshots()).isZero();
        third.onTime(hours(12));
        assertThat(timed.snapshots()).isEqualTo(1);

        train(third, 4, 8, hours(13));
        TrainingLoop fourth = timed.resume(third, hours(20));
        assertThat(fourth.deadlineMillis()).as("12 h after the last one").isEqualTo(hours(24));

        TrainingLoop late = timed.resume(fourth, hours(30));
        late.onTime(hours(30));
        assertThat(timed.snapshots()).as("one that fell due while nothing ran").isEqualTo(2);
    }

    private static long hours(int count) {
        return Duration.ofHours(count).toMillis();
    }

    @Test
    void aCheckpointCommitsTheLastSnapshotAndKnowsWhenItsStateWasTaken() {
        TrainingLoop loop = loops.begin();
        train(loop, 0, 8, 500);
        loop.beforeCheckpoint(700);
        long bytes = loops.published(Loops.SNAPSHOTS).stream()
                .mapToLong(record -> Objects.requireNonNull(record.value()).length)
                .sum();

        Commitment expected = new Commitment(2, 1, new SnapshotTaken(1, 500, bytes), 700);
        assertThat(loop.commitment(900)).isEqualTo(expected);
        assertThat(loops.resume(loop).commitment(900)).isEqualTo(expected);
    }

    @Test
    void aRunThatBeginsCommitsWhatTheTopicsHeldAndKnowsNoSnapshotOfItsOwn() {
        assertThat(loops.begin().commitment(900)).isEqualTo(new Commitment(0, 0, null, 900));
    }

    @Test
    void nothingIsPublishedAfterTheEnd() {
        TrainingLoop loop = loops.begin();
        train(loop, 0, 5, 0);
        loop.end(0);
        TrainingLoop restored = loops.resume(loop);
        loops.published().clear();

        restored.beforeCheckpoint(9);
        restored.end(9);
        restored.onTime(9);

        assertThat(loops.published()).isEmpty();
        assertThat(restored.deadlineMillis()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void tellsItsProgressWithoutPublishingIt() {
        TrainingLoop loop = loops.begin();
        train(loop, 0, 8, 500);
        loops.published().clear();
        MetricsRecord progress = loops.resume(loop).progress(600);

        assertThat(progress.trained()).isEqualTo(8);
        assertThat(progress.scores()).isNotNull();
        assertThat(loops.published()).isEmpty();
    }

    private List<Long> sequences(String topic) {
        return loops.published(topic).stream()
                .flatMap(publication -> publication.headers().stream())
                .filter(header -> header.name().equals(SequenceHeader.NAME))
                .map(header -> SequenceHeader.read(header.value()))
                .toList();
    }

    private static List<Long> upTo(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }
}
