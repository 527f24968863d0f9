package dev.millrace.pipeline.train;

import static dev.millrace.pipeline.train.RecordedLoops.train;
import static dev.millrace.pipeline.train.Reports.labelled;
import static dev.millrace.pipeline.train.Reports.rejected;
import static dev.millrace.pipeline.train.Reports.unlabelled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.pipeline.metrics.MetricsRecord;
import dev.millrace.pipeline.metrics.MetricsRecord.Kind;
import dev.millrace.pipeline.metrics.StageTimes.Stage;
import dev.millrace.pipeline.publish.Publication;
import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.Rejected.Reason;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Target;
import dev.millrace.trainer.MiniBatch;
import dev.millrace.trainer.StepReport;
import dev.millrace.trainer.TrainingDivergedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a loop publishes of the records it is given; of states and restarts, {@link TrainingLoopRestartTest} says it. */
class TrainingLoopTest {

    private final RecordedLoops loops = new RecordedLoops();

    @Test
    void aRejectedRecordIsPublishedAtOnce() {
        TrainingLoop loop = loops.begin();
        loop.accept(rejected(0, Reason.NAN), 0);

        assertThat(loops.published())
                .singleElement()
                .satisfies(letter -> assertThat(letter.topic()).isEqualTo(Loops.DEAD_LETTERS));
    }

    @Test
    void everyValidRecordIsPredictedOnceAndAllCountsAddUp() throws IOException {
        TrainingLoop loop = loops.begin();
        for (long i = 0; i < 10; i++) {
            loop.accept(i % 5 == 4 ? unlabelled(i) : labelled(i), 0);
        }
        loop.accept(rejected(10, Reason.TRUNCATED), 0);
        loop.end(0);

        List<Long> offsets = new ArrayList<>();
        for (Publication prediction : loops.published(Loops.PREDICTIONS)) {
            JsonNode json = new ObjectMapper().readTree(prediction.value());
            offsets.add(json.get("offset").asLong());
        }
        assertThat(offsets).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        MetricsRecord last = loops.lastMetrics();
        assertThat(last.consumed()).isEqualTo(11);
        assertThat(last.trained()).isEqualTo(8);
        assertThat(last.unlabelled()).isEqualTo(2);
        assertThat(last.deadLetters()).isEqualTo(Map.of("truncated", 1L));
    }

    @Test
    void reportsWhenAWindowIsFull() {
        TrainingLoop loop = loops.begin();
        train(loop, 0, 8, 500);

        MetricsRecord report = loops.lastMetrics();
        assertThat(report.kind()).isEqualTo(Kind.WINDOW);
        assertThat(report.step()).isEqualTo(2);
        assertThat(report.lag()).isEqualTo(92);
        assertThat(report.window()).isEqualTo(new MetricsRecord.Window(8, 16.0, 0.5, 0.1, 4.0, 4.0, 0.0, 0));
        assertThat(loops.published(Loops.METRICS)).hasSize(1);
    }

    @Test
    void publishesASnapshotEachTimeSoManySamplesWereTrained() {
        TrainingLoop loop = loops.begin();
        train(loop, 0, 15, 0);
        long after15 = loops.lastMetrics().snapshotVersion();
        train(loop, 15, 16, 0);

        assertThat(after15).isEqualTo(1);
        assertThat(loops.snapshots()).isEqualTo(2);
    }

    @Test
    void theEndTrainsOnWhatWaitsAndPublishesALastSnapshotAndItsMark() {
        TrainingLoop loop = loops.begin();
        train(loop, 0, 5, 0);
        loop.end(0);

        MetricsRecord last = loops.lastMetrics();
        assertThat(last.ended()).isTrue();
        assertThat(last.kind()).isEqualTo(Kind.CHECKPOINT);
        assertThat(last.trained()).isEqualTo(5);
        assertThat(last.snapshotVersion()).isEqualTo(1);
        assertThat(loop.pending()).isEmpty();
    }

    @Test
    void theEndDoesNotPublishAModelASecondTime() {
        TrainingLoop loop = loops.begin();
        train(loop, 0, 8, 0);
        loop.accept(unlabelled(8), 0);
        loop.end(0);

        assertThat(loops.lastMetrics().ended()).isTrue();
        assertThat(loops.snapshots()).isEqualTo(1);
    }

    @Test
    void aRunWithoutASampleToTrainOnPublishesNoModel() {
        TrainingLoop loop = loops.begin();
        loop.accept(unlabelled(0), 0);
        loop.accept(rejected(1, Reason.NAN), 0);
        loop.end(0);

        assertThat(loops.lastMetrics().ended()).isTrue();
        assertThat(loops.published(Loops.SNAPSHOTS)).isEmpty();
    }

    @Test
    void trainsOnFewerWhenTheyHaveWaitedLongEnough() {
        TrainingLoop loop = loops.begin(new FrequencyLearner("m"), Duration.ofMillis(50));
        train(loop, 0, 3, 100);

        assertThat(loop.deadlineMillis()).isEqualTo(150);
        loop.onTime(149);
        assertThat(loop.pending()).hasSize(3);
        loop.onTime(150);
        assertThat(loop.pending()).isEmpty();
        loop.beforeCheckpoint(150);
        assertThat(loops.lastMetrics().trained()).isEqualTo(3);
    }

    @Test
    void countsTheSamplesOfARejectedStepAndGoesOn() {
        TrainingLoop loop = loops.begin();
        loop.accept(negative(0), 0);
        train(loop, 1, 8, 0);
        loop.end(0);

        MetricsRecord last = loops.lastMetrics();
        assertThat(last.stepRejected()).isEqualTo(4);
        assertThat(last.trained()).isEqualTo(4);
        assertThat(last.rejectedSteps()).isEqualTo(1);
    }

    @Test
    void failsWhenTheLearnerGivesUp() {
        TrainingLoop loop = loops.begin();
        for (int i = 0; i < 7; i++) {
            loop.accept(negative(i), 0);
        }

        assertThatThrownBy(() -> loop.accept(negative(7), 0)).isInstanceOf(TrainingDivergedException.class);
    }

    @Test
    void countsTheTimeOfEachPublicationAsPublishing() {
        TrainingLoop loop = loops.begin();
        train(loop, 0, 8, 0);
        loop.accept(rejected(8, Reason.NAN), 0);
        loop.beforeCheckpoint(0);
        loop.end(0);

        assertThat(loops.stages().seconds(Stage.PUBLISH))
                .isEqualTo(loops.published().size() * 0.25);
        assertThat(loops.stages().seconds(Stage.TRAIN)).isZero();
    }

    @Test
    void countsTheTimeOfTheLearnerAsTraining() {
        FrequencyLearner slow = new FrequencyLearner("m") {
            @Override
            public StepReport learn(MiniBatch batch) {
                loops.passes(Duration.ofSeconds(2));
                return super.learn(batch);
            }
        };
        TrainingLoop loop = loops.begin(slow, null);
        train(loop, 0, 8, 0);

        assertThat(loops.stages().seconds(Stage.TRAIN)).isEqualTo(4);
        assertThat(loops.stages().seconds(Stage.PUBLISH))
                .isEqualTo(loops.published().size() * 0.25);
    }

    private static Sample negative(long position) {
        return Sample.of(Reports.origin(position), Features.of("x", new Feature.Numeric(-1)), new Target.Label(0));
    }
}
