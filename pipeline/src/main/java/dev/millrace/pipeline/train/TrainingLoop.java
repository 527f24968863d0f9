package dev.millrace.pipeline.train;

import dev.millrace.pipeline.Publishing;
import dev.millrace.pipeline.RunContext;
import dev.millrace.pipeline.metrics.MetricsRecord;
import dev.millrace.pipeline.metrics.MetricsRecord.Kind;
import dev.millrace.pipeline.metrics.MetricsRecord.Prequential;
import dev.millrace.pipeline.publish.Publication;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.Rejected;
import dev.millrace.sample.Sample;
import dev.millrace.trainer.Learner;
import dev.millrace.trainer.LearnerState;
import dev.millrace.trainer.MiniBatch;
import dev.millrace.trainer.StepReport;
import dev.millrace.trainer.StepReport.Fate;
import dev.millrace.trainer.TrainerConfig;
import dev.millrace.trainer.snapshot.Provenance;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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

    private final Publishing publishing;
    private final TrainerConfig config;
    private final RunContext context;
    private final Learner learner;
    private final String engine;
    private final Consumer<Publication> output;
    private final Consumer<MetricsRecord> meters;

    private final Batcher batcher;
    private final DeadLetters deadLetters;
    private final @Nullable Predictions predictions;
    private final SnapshotWriter snapshots;
    private final byte[] metricsKey;

    private final Counts counts;
    private final MetricsWindow window;
    private final SnapshotSchedule schedule;
    private final Sequences sequences;

    /**
     * How far the stream has been learnt. Labelled samples of one split train in order, so every labelled one before has been too.
     */
    private final Positions trainedThrough;

    private final Positions readThrough;
    private final Lag lag;
    private final TransactionContent transaction;
    private boolean ended;

    /** Knows how many records of the input are not read yet. */
    @FunctionalInterface
    interface Lag {

        /** That number, for a reader that has come so far; null if it is not known. */
        @Nullable
        Long behind(Positions read);
    }

    /**
     * Begins, or goes on from a state.
     *
     * @param running its learner restored already; the caller closes it
     * @param from where to go on; {@link JobState#begin} for a new run
     * @param output takes what is to be published, in order
     * @param meters takes every metrics record too
     * @param lag asked for each metrics record
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
            long nowMillis) {
        this.publishing = publishing;
        this.config = config;
        this.context = context;
        this.learner = running.learner();
        this.engine = running.engine();
        this.output = output;
        this.meters = meters;
        this.batcher = new Batcher(config.batch().size(), config.batch().maximumWait());
        this.deadLetters = new DeadLetters(publishing.deadLetters());
        String predictionsTopic = publishing.predictions().topic();
        List<String> labels =
                config.input() == null ? List.of() : config.input().labels();
        this.predictions = predictionsTopic == null ? null : new Predictions(predictionsTopic, labels);
        this.snapshots = new SnapshotWriter(publishing.snapshots(), from.snapshotVersion(), from.slotParts());
        this.metricsKey = publishing.model().getBytes(StandardCharsets.UTF_8);
        this.counts = new Counts(from.counts());
        this.window = new MetricsWindow(publishing.metrics().everySamples(), nowMillis, from.window());
        this.schedule = new SnapshotSchedule(publishing.snapshots(), from.trainedAtSnapshot(), nowMillis);
        this.sequences = new Sequences(from.sequences());
        this.trainedThrough = new Positions(from.trainedThrough());
        this.readThrough = new Positions(from.trainedThrough());
        this.lag = lag;
        this.transaction =
                new TransactionContent(from.transaction(), counts.state().consumed(), from.snapshotVersion());
        this.ended = from.ended();
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
            output.accept(deadLetters.letter(rejected));
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

    /** Publishes the mark of a checkpoint; after the end there is no transaction left to mark. */
    void beforeCheckpoint(long nowMillis) {
        if (!ended) {
            publishMetrics(Kind.CHECKPOINT, nowMillis);
            transaction.close(counts.state().consumed(), snapshots.version());
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
            publishMetrics(Kind.WINDOW, nowMillis);
        }
        ended = true;
        publishMetrics(Kind.CHECKPOINT, nowMillis);
        transaction.close(counts.state().consumed(), snapshots.version());
    }

    /** Whether the run's newest snapshot is the model as it is. */
    private boolean isPublished() {
        return snapshots.version() > context.base().version() && schedule.trainedAtLast() == counts.trained();
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
                sequences.last(),
                snapshots.version(),
                schedule.trainedAtLast(),
                snapshots.slotParts(),
                trainedThrough.copy(),
                transaction.last(),
                ended);
        return job.in(learner.state());
    }

    /** Samples that wait for their batch; {@link #accept} in this order restores them. */
    List<Sample> pending() {
        return batcher.pending();
    }

    /** Last number published to the metrics topic, 0 before the first. */
    long metricsSequence() {
        return sequences.next(publishing.metrics().topic()) - 1;
    }

    /** What the transaction carries that was closed last, for people. */
    String transaction() {
        return transaction.last();
    }

    private void learn(MiniBatch batch, long nowMillis) {
        StepReport report = learner.learn(batch);
        counts.count(report);
        batch.samples().forEach(sample -> counts.count(sample.deviations()));
        window.add(report);
        report.samples().stream()
                .filter(sample -> sample.fate() != Fate.UNLABELLED)
                .forEach(sample -> trainedThrough.pass(sample.origin()));
        if (predictions != null) {
            for (StepReport.SampleReport sample : report.samples()) {
                output.accept(predictions.prediction(report, sample, snapshots.version()));
            }
        }
        snapshotIfDue(nowMillis);
        if (window.isFull()) {
            publishMetrics(Kind.WINDOW, nowMillis);
        }
    }

    private void snapshotIfDue(long nowMillis) {
        if (schedule.isDue(counts.trained(), nowMillis)) {
            publishSnapshot(nowMillis);
        }
    }

    private void publishSnapshot(long nowMillis) {
        Provenance from = new Provenance(
                publishing.model(),
                snapshots.version() + 1,
                counts.trained(),
                trainedThrough.copy(),
                SnapshotWriter.metrics(learner.scores()),
                config,
                context.decoder(),
                engine,
                Instant.ofEpochMilli(nowMillis));
        snapshots.write(learner, from).forEach(record -> output.accept(sequences.number(record)));
        schedule.taken(counts.trained(), nowMillis);
    }

    private void publishMetrics(Kind kind, long nowMillis) {
        Counts.State count = counts.state();
        String topic = publishing.metrics().topic();
        MetricsRecord record = new MetricsRecord(
                MetricsRecord.FORMAT,
                kind,
                sequences.next(topic),
                publishing.model(),
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
                snapshots.version(),
                lag.behind(readThrough),
                ended,
                kind == Kind.WINDOW ? window.close(nowMillis) : null,
                kind == Kind.WINDOW ? Prequential.of(learner.scores()) : null);
        output.accept(sequences.number(new Publication(topic, 0, metricsKey, List.of(), record.toJson())));
        meters.accept(record);
    }
}
