package dev.millrace.pipeline.train;

import static dev.millrace.pipeline.train.Reports.labelled;
import static dev.millrace.pipeline.train.Reports.rejected;
import static dev.millrace.pipeline.train.Reports.unlabelled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.pipeline.Published;
import dev.millrace.pipeline.metrics.MetricsRecord;
import dev.millrace.pipeline.metrics.MetricsRecord.Kind;
import dev.millrace.pipeline.metrics.StageTimes;
import dev.millrace.pipeline.metrics.StageTimes.Stage;
import dev.millrace.pipeline.publish.Publication;
import dev.millrace.pipeline.publish.SequenceHeader;
import dev.millrace.pipeline.train.Commitments.Commitment;
import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.Rejected.Reason;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Target;
import dev.millrace.trainer.LearnerState;
import dev.millrace.trainer.MiniBatch;
import dev.millrace.trainer.StepReport;
import dev.millrace.trainer.TrainingDivergedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrainingLoopTest {

    private final List<Publication> published = new ArrayList<>();

    /** Moved by what the tests let take time. */
    private long nanos;

    private final StageTimes stages = new StageTimes(() -> nanos);

    @Test
    void aRejectedRecordIsPublishedAtOnce() {
        TrainingLoop loop = begin(null);
        loop.accept(rejected(0, Reason.NAN), 0);

        assertThat(published)
                .singleElement()
                .satisfies(letter -> assertThat(letter.topic()).isEqualTo(Loops.DEAD_LETTERS));
    }

    @Test
    void everyValidRecordIsPredictedOnceAndAllCountsAddUp() throws IOException {
        TrainingLoop loop = begin(null);
        for (long i = 0; i < 10; i++) {
            loop.accept(i % 5 == 4 ? unlabelled(i) : labelled(i), 0);
        }
        loop.accept(rejected(10, Reason.TRUNCATED), 0);
        loop.end(0);

        List<Long> offsets = new ArrayList<>();
        for (Publication prediction : topic(Loops.PREDICTIONS)) {
            JsonNode json = new ObjectMapper().readTree(prediction.value());
            offsets.add(json.get("offset").asLong());
        }
        assertThat(offsets).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        MetricsRecord last = lastMetrics();
        assertThat(last.consumed()).isEqualTo(11);
        assertThat(last.trained()).isEqualTo(8);
        assertThat(last.unlabelled()).isEqualTo(2);
        assertThat(last.deadLetters()).isEqualTo(Map.of("truncated", 1L));
    }

    @Test
    void reportsWhenAWindowIsFull() {
        TrainingLoop loop = begin(null);
        accept(loop, 0, 8, 500);

        MetricsRecord report = lastMetrics();
        assertThat(report.kind()).isEqualTo(Kind.WINDOW);
        assertThat(report.step()).isEqualTo(2);
        assertThat(report.lag()).isEqualTo(92);
        assertThat(report.window()).isEqualTo(new MetricsRecord.Window(8, 16.0, 0.5, 0.1, 4.0, 4.0, 0.0, 0));
        assertThat(topic(Loops.METRICS)).hasSize(1);
    }

    @Test
    void publishesASnapshotEachTimeSoManySamplesWereTrained() {
        TrainingLoop loop = begin(null);
        accept(loop, 0, 15, 0);
        long after15 = lastMetrics().snapshotVersion();
        accept(loop, 15, 16, 0);

        assertThat(after15).isEqualTo(1);
        assertThat(snapshotVersions()).isEqualTo(2);
    }

    @Test
    void theEndTrainsOnWhatWaitsAndPublishesALastSnapshotAndItsMark() {
        TrainingLoop loop = begin(null);
        accept(loop, 0, 5, 0);
        loop.end(0);

        MetricsRecord last = lastMetrics();
        assertThat(last.ended()).isTrue();
        assertThat(last.kind()).isEqualTo(Kind.CHECKPOINT);
        assertThat(last.trained()).isEqualTo(5);
        assertThat(last.snapshotVersion()).isEqualTo(1);
        assertThat(loop.pending()).isEmpty();
    }

    @Test
    void theEndDoesNotPublishAModelASecondTime() {
        TrainingLoop loop = begin(null);
        accept(loop, 0, 8, 0);
        loop.accept(unlabelled(8), 0);
        loop.end(0);

        assertThat(lastMetrics().ended()).isTrue();
        assertThat(snapshotVersions()).isEqualTo(1);
    }

    @Test
    void aRunWithoutASampleToTrainOnPublishesNoModel() {
        TrainingLoop loop = begin(null);
        loop.accept(unlabelled(0), 0);
        loop.accept(rejected(1, Reason.NAN), 0);
        loop.end(0);

        assertThat(lastMetrics().ended()).isTrue();
        assertThat(topic(Loops.SNAPSHOTS)).isEmpty();
    }

    @Test
    void nothingIsPublishedAfterTheEnd() {
        TrainingLoop loop = begin(null);
        accept(loop, 0, 5, 0);
        loop.end(0);
        TrainingLoop restored = resume(loop, null);
        published.clear();

        restored.beforeCheckpoint(9);
        restored.end(9);
        restored.onTime(9);

        assertThat(published).isEmpty();
        assertThat(restored.deadlineMillis()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void numbersItsTopicsWithoutAGapOverARestart() {
        TrainingLoop loop = begin(null);
        accept(loop, 0, 10, 0);
        loop.beforeCheckpoint(0);
        TrainingLoop restored = resume(loop, null);
        accept(restored, 10, 20, 0);
        restored.end(0);

        assertThat(sequences(Loops.METRICS)).isEqualTo(upTo(topic(Loops.METRICS).size()));
        assertThat(sequences(Loops.SNAPSHOTS))
                .isEqualTo(upTo(topic(Loops.SNAPSHOTS).size()));
    }

    @Test
    void publishesTheSameAfterARestartAsWithoutOne() {
        TrainingLoop undisturbed = begin(null);
        accept(undisturbed, 0, 23, 0);
        undisturbed.end(0);
        List<Publication> expected = List.copyOf(published);
        published.clear();

        TrainingLoop loop = begin(null);
        accept(loop, 0, 11, 0);
        TrainingLoop restored = resume(loop, null);
        accept(restored, 11, 23, 0);
        restored.end(0);

        // neither took a checkpoint, and no time passed
        assertThat(published).usingRecursiveComparison().isEqualTo(expected);
    }

    @Test
    void trainsOnFewerWhenTheyHaveWaitedLongEnough() {
        TrainingLoop loop = begin(Duration.ofMillis(50));
        accept(loop, 0, 3, 100);

        assertThat(loop.deadlineMillis()).isEqualTo(150);
        loop.onTime(149);
        assertThat(loop.pending()).hasSize(3);
        loop.onTime(150);
        assertThat(loop.pending()).isEmpty();
        loop.beforeCheckpoint(150);
        assertThat(lastMetrics().trained()).isEqualTo(3);
    }

    @Test
    void countsTheSamplesOfARejectedStepAndGoesOn() {
        TrainingLoop loop = begin(null);
        loop.accept(negative(0), 0);
        accept(loop, 1, 8, 0);
        loop.end(0);

        MetricsRecord last = lastMetrics();
        assertThat(last.stepRejected()).isEqualTo(4);
        assertThat(last.trained()).isEqualTo(4);
        assertThat(last.rejectedSteps()).isEqualTo(1);
    }

    @Test
    void failsWhenTheLearnerGivesUp() {
        TrainingLoop loop = begin(null);
        for (int i = 0; i < 7; i++) {
            loop.accept(negative(i), 0);
        }

        assertThatThrownBy(() -> loop.accept(negative(7), 0)).isInstanceOf(TrainingDivergedException.class);
    }

    @Test
    void countsTheTimeOfEachPublicationAsPublishing() {
        TrainingLoop loop = begin(null);
        accept(loop, 0, 8, 0);
        loop.accept(rejected(8, Reason.NAN), 0);
        loop.beforeCheckpoint(0);
        loop.end(0);

        assertThat(stages.seconds(Stage.PUBLISH)).isEqualTo(published.size() * 0.25);
        assertThat(stages.seconds(Stage.TRAIN)).isZero();
    }

    @Test
    void countsTheTimeOfTheLearnerAsTraining() {
        FrequencyLearner slow = new FrequencyLearner("m") {
            @Override
            public StepReport learn(MiniBatch batch) {
                nanos += 2_000_000_000;
                return super.learn(batch);
            }
        };
        TrainingLoop loop = new TrainingLoop(
                Loops.publishing(),
                Loops.config(null),
                Loops.run(),
                running(slow),
                JobState.begin(Published.NOTHING),
                published::add,
                record -> {},
                read -> null,
                stages,
                0);
        accept(loop, 0, 8, 0);

        assertThat(stages.seconds(Stage.TRAIN)).isEqualTo(4);
        assertThat(stages.seconds(Stage.PUBLISH)).isZero();
    }

    @Test
    void aCheckpointCommitsTheLastSnapshotAndKnowsWhenItsStateWasTaken() {
        TrainingLoop loop = begin(null);
        accept(loop, 0, 8, 500);
        loop.beforeCheckpoint(700);
        long bytes = topic(Loops.SNAPSHOTS).stream()
                .mapToLong(record -> Objects.requireNonNull(record.value()).length)
                .sum();

        Commitment expected = new Commitment(2, 1, new SnapshotTaken(1, 500, bytes), 700);
        assertThat(loop.commitment(900)).isEqualTo(expected);
        assertThat(resume(loop, null).commitment(900)).isEqualTo(expected);
    }

    @Test
    void aRunThatBeginsCommitsWhatTheTopicsHeldAndKnowsNoSnapshotOfItsOwn() {
        assertThat(begin(null).commitment(900)).isEqualTo(new Commitment(0, 0, null, 900));
    }

    @Test
    void whatWasReadStaysReadAfterARestart() {
        TrainingLoop loop = begin(null);
        accept(loop, 0, 5, 0);
        loop.accept(rejected(5, Reason.NAN), 0);

        assertThat(loop.lag()).isEqualTo(94);
        assertThat(resume(loop, null).lag()).isEqualTo(94);
    }

    @Test
    void tellsItsProgressWithoutPublishingIt() {
        TrainingLoop loop = begin(null);
        accept(loop, 0, 8, 500);
        published.clear();
        MetricsRecord progress = resume(loop, null).progress(600);

        assertThat(progress.trained()).isEqualTo(8);
        assertThat(progress.scores()).isNotNull();
        assertThat(published).isEmpty();
    }

    private void publish(Publication publication) {
        published.add(publication);
        nanos += 250_000_000;
    }

    private TrainingLoop begin(@Nullable Duration maximumWait) {
        return new TrainingLoop(
                Loops.publishing(),
                Loops.config(maximumWait),
                Loops.run(),
                running(new FrequencyLearner("m")),
                JobState.begin(Published.NOTHING),
                this::publish,
                record -> {},
                read -> 100 - read.of("in").getOrDefault(0, 0L),
                stages,
                0);
    }

    private TrainingLoop resume(TrainingLoop loop, @Nullable Duration maximumWait) {
        LearnerState state = loop.state();
        FrequencyLearner learner = new FrequencyLearner("m");
        learner.restore(state);
        TrainingLoop resumed = new TrainingLoop(
                Loops.publishing(),
                Loops.config(maximumWait),
                Loops.run(),
                running(learner),
                JobState.of(state),
                this::publish,
                record -> {},
                read -> 100 - read.of("in").getOrDefault(0, 0L),
                stages,
                0);
        loop.pending().forEach(sample -> resumed.accept(sample, 0));
        return resumed;
    }

    private static RunningLearner running(FrequencyLearner learner) {
        return new RunningLearner(learner, "none", () -> {});
    }

    private static void accept(TrainingLoop loop, long from, long to, long nowMillis) {
        for (long i = from; i < to; i++) {
            loop.accept(labelled(i), nowMillis);
        }
    }

    private static Sample negative(long position) {
        return Sample.of(Reports.origin(position), Features.of("x", new Feature.Numeric(-1)), new Target.Label(0));
    }

    private List<Publication> topic(String topic) {
        return published.stream().filter(p -> p.topic().equals(topic)).toList();
    }

    private List<Long> sequences(String topic) {
        return topic(topic).stream()
                .flatMap(publication -> publication.headers().stream())
                .filter(header -> header.name().equals(SequenceHeader.NAME))
                .map(header -> SequenceHeader.read(header.value()))
                .toList();
    }

    private static List<Long> upTo(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }

    private MetricsRecord lastMetrics() {
        List<Publication> metrics = topic(Loops.METRICS);
        byte[] value = metrics.get(metrics.size() - 1).value();
        assertThat(value).isNotNull();
        return MetricsRecord.parse(value == null ? new byte[0] : value);
    }

    private long snapshotVersions() {
        return topic(Loops.SNAPSHOTS).stream()
                .map(Publication::key)
                .filter(key -> key != null && new String(key, StandardCharsets.UTF_8).endsWith("/manifest"))
                .count();
    }
}
