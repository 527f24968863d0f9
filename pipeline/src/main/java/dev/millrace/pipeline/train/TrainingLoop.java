package dev.millrace.pipeline.train;

import dev.millrace.pipeline.Publishing;
import dev.millrace.pipeline.RunContext;
import dev.millrace.pipeline.metrics.MetricsRecord;
import dev.millrace.pipeline.metrics.MetricsRecord.Kind;
import dev.millrace.pipeline.metrics.MetricsRecord.Prequential;
import dev.millrace.pipeline.metrics.StageTimes;
import dev.millrace.pipeline.metrics.StageTimes.Stage;
import dev.millrace.pipeline.publish.Publication;
import dev.millrace.pipeline.train.Commitments.Commitment;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.Rejected;
import dev.millrace.sample.Sample;
import dev.millrace.trainer.Learner;
import dev.millrace.trainer.LearnerState;
import dev.millrace.trainer.MiniBatch;
import dev.millrace.trainer.StepReport;
import dev.millrace.trainer.StepReport.Fate;
import dev.millrace.trainer.TrainerConfig;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Drives a learner over a stream and says what came of it: batches samples, lets the learner test and train on each batch, and publishes
 * predictions, dead letters, metrics and snapshots. It knows nothing of Flink: {@link TrainOperator} gives it records, the time and checkpoints.
 *
 * <p>All it publishes is a function of the records, the state it began with and the times it was given. Confined to one thread.
 */
final class TrainingLoop {

    private final String model;
    private final RunContext context;
    private final Learner learner;
    private final Publisher publisher;

    private final Batcher batcher;
    private final Counts counts;
    private final MetricsWindow window;
    private final SnapshotSchedule schedule;

    /**
     * How far the stream has been learnt. Labelled samples of one split train in order, so every labelled one before has been too.
     */
    private final Positions trainedThrough;

    private final Positions readThrough;
    private final Lag lag;
    private final StageTimes stages;
    private final TransactionContent transaction;
    private @Nullable Long stateMillis;
    private final long trainedBefore;
    private boolean ended;

    /**
     * Begins, or goes on from a state.
     *
     * @param running its learner restored already; the caller closes it
     * @param from where to go on; {@link JobState#begin} for a new run
     * @param output takes what is to be published, in order
     * @param meters takes every metrics record too
     * @param lag asked for each metrics record
     * @param stages told how long training and publishing take
     * @param nowMillis the time
     */
    TrainingLoop(
            Publishing publishing,
            TrainerConfig config,
            RunContext context,
            RunningLearner running,
            JobState from,
            Consumer<Publication> output,
            Consumer<MetricsRecord> meters,
            Lag lag,
            StageTimes stages,
            long nowMillis) {
        this.model = publishing.model();
        this.context = context;
        this.learner = running.learner();
        this.publisher = new Publisher(publishing, config, context, running, from, output, meters, stages);
        this.batcher = new Batcher(config.batch().size(), config.batch().maximumWait());
        this.counts = new Counts(from.counts());
        this.window = new MetricsWindow(publishing.metrics().everySamples(), nowMillis, from.window());
        Long dueFrom = from.snapshotDueFromMillis();
        this.schedule = new SnapshotSchedule(
                publishing.snapshots(), from.trainedAtSnapshot(), dueFrom == null ? nowMillis : dueFrom);
        this.trainedThrough = new Positions(from.trainedThrough());
        this.readThrough = new Positions(from.readThrough() == null ? from.trainedThrough() : from.readThrough());
        this.lag = lag;
        this.stages = stages;
        this.transaction =
                new TransactionContent(from.transaction(), counts.state().consumed(), from.snapshotVersion());
        this.stateMillis = from.stateMillis();
        this.ended = from.ended();
        this.trainedBefore = from.trainedBefore();
    }

    /**
     * Takes the next record in.
     *
     * @throws dev.millrace.trainer.TrainingDivergedException if the learner gives up
     */
    void accept(Ingested record, long nowMillis) {
        readThrough.pass(record.origin());
        if (record instanceof Rejected rejected) {
            counts.count(rejected);
            publisher.deadLetter(rejected);
        } else if (record instanceof Sample sample) {
            MiniBatch full = batcher.add(sample, nowMillis);
            if (full != null) {
                learn(full, nowMillis);
            }
        }
    }

    /** When {@link #onTime} next has something to do, {@link Long#MAX_VALUE} for not before another record. */
    long deadlineMillis() {
        if (ended) {
            return Long.MAX_VALUE;
        }
        return Math.min(batcher.deadlineMillis(), schedule.deadlineMillis(counts.trained()));
    }

    /** Does what time alone makes due: batches that waited long enough, a snapshot. */
    void onTime(long nowMillis) {
        if (!ended) {
            batcher.due(nowMillis).forEach(batch -> learn(batch, nowMillis));
            snapshotIfDue(nowMillis);
        }
    }

    /** Publishes the mark of a checkpoint, whose state is as of now; after the end there is no transaction left to mark. */
    void beforeCheckpoint(long nowMillis) {
        stateMillis = nowMillis;
        if (!ended) {
            publishCheckpoint(nowMillis);
        }
    }

    /**
     * The stream is over: trains on what waits, publishes the last window, the last snapshot if the run trained and the model is not the one
     * published last, and a mark that says so. Does nothing if that was published already, by an incarnation whose last checkpoint this one was restored from.
     */
    void end(long nowMillis) {
        if (ended) {
            return;
        }
        batcher.flush().forEach(batch -> learn(batch, nowMillis));
        // An untrained model predicts nothing, and whoever follows the topic would take it for a model.
        if (counts.trained() > 0 && !isPublished()) {
            publishSnapshot(nowMillis);
        }
        if (!window.isEmpty()) {
            publishWindow(nowMillis);
        }
        ended = true;
        publishCheckpoint(nowMillis);
    }

    /** Whether the run's newest snapshot is the model as it is. */
    private boolean isPublished() {
        return publisher.snapshotVersion() > context.base().version() && schedule.trainedAtLast() == counts.trained();
    }

    /** Whether {@link #end} has published all there is. */
    boolean hasEnded() {
        return ended;
    }

    /** Everything needed to go on, the learner's state included, except {@link #pending()}. */
    LearnerState state() {
        JobState job = new JobState(
                counts.state(),
                window.state(),
                publisher.sequences(),
                publisher.snapshotVersion(),
                schedule.trainedAtLast(),
                publisher.slotParts(),
                trainedThrough.copy(),
                readThrough.copy(),
                transaction.last(),
                publisher.lastSnapshot(),
                schedule.countedFromMillis(),
                stateMillis,
                ended,
                trainedBefore);
        return job.in(learner.state());
    }

    /** Samples that wait for their batch; {@link #accept} in this order restores them. */
    List<Sample> pending() {
        return batcher.pending();
    }

    /**
     * What a checkpoint of this moment commits.
     *
     * @param nowMillis taken for when the state was taken, if no checkpoint has been yet
     */
    Commitment commitment(long nowMillis) {
        return new Commitment(
                metricsSequence(),
                publisher.snapshotVersion(),
                publisher.lastSnapshot(),
                stateMillis == null ? nowMillis : stateMillis);
    }

    /** Records of the input that are not read yet, null if not known. Callable by any thread. */
    @Nullable
    Long lag() {
        return lag.behind(readThrough);
    }

    /** What a metrics record would say now, scores included, for those who watch from the beginning on; it is not published. */
    MetricsRecord progress(long nowMillis) {
        return record(Kind.CHECKPOINT, metricsSequence(), nowMillis, null, Prequential.of(learner.scores()));
    }

    /** Last number published to the metrics topic, 0 before the first. */
    long metricsSequence() {
        return publisher.metricsSequence();
    }

    /** What the transaction carries that was closed last, for people. */
    String transaction() {
        return transaction.last();
    }

    private void learn(MiniBatch batch, long nowMillis) {
        long begun = stages.begin();
        StepReport report = learner.learn(batch);
        stages.end(Stage.TRAIN, begun);
        counts.count(report);
        batch.samples().forEach(sample -> counts.count(sample.deviations()));
        window.add(report);
        for (StepReport.SampleReport sample : report.samples()) {
            if (sample.fate() != Fate.UNLABELLED) {
                trainedThrough.pass(sample.origin());
            }
        }
        publisher.predictions(report);
        snapshotIfDue(nowMillis);
        if (window.isFull()) {
            publishWindow(nowMillis);
        }
    }

    private void snapshotIfDue(long nowMillis) {
        if (schedule.isDue(counts.trained(), nowMillis)) {
            publishSnapshot(nowMillis);
        }
    }

    private void publishSnapshot(long nowMillis) {
        publisher.snapshot(trainedBefore + counts.trained(), trainedThrough.copy(), nowMillis);
        schedule.taken(counts.trained(), nowMillis);
    }

    private void publishWindow(long nowMillis) {
        publisher.metrics(sequence ->
                record(Kind.WINDOW, sequence, nowMillis, window.close(nowMillis), Prequential.of(learner.scores())));
    }

    /** Marks the end of a transaction, and takes note of what it carries. */
    private void publishCheckpoint(long nowMillis) {
        publisher.metrics(sequence -> record(Kind.CHECKPOINT, sequence, nowMillis, null, null));
        transaction.close(counts.state().consumed(), publisher.snapshotVersion());
    }

    private MetricsRecord record(
            Kind kind,
            long sequence,
            long nowMillis,
            MetricsRecord.@Nullable Window ofWindow,
            @Nullable Prequential scores) {
        Counts.State count = counts.state();
        return new MetricsRecord(
                MetricsRecord.FORMAT,
                kind,
                sequence,
                model,
                context.run(),
                nowMillis,
                learner.step(),
                count.consumed(),
                count.trained(),
                count.stepRejected(),
                count.unlabelled(),
                count.deadLetters(),
                count.unknownFields(),
                count.filledFields(),
                count.rejectedSteps(),
                publisher.snapshotVersion(),
                lag(),
                ended,
                ofWindow,
                scores);
    }
}
