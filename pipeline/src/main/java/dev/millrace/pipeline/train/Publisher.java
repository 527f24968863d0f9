package dev.millrace.pipeline.train;

import dev.millrace.pipeline.Publishing;
import dev.millrace.pipeline.RunContext;
import dev.millrace.pipeline.metrics.MetricsRecord;
import dev.millrace.pipeline.metrics.StageTimes;
import dev.millrace.pipeline.metrics.StageTimes.Stage;
import dev.millrace.pipeline.publish.Publication;
import dev.millrace.sample.Rejected;
import dev.millrace.trainer.Learner;
import dev.millrace.trainer.StepReport;
import dev.millrace.trainer.TrainerConfig;
import dev.millrace.trainer.snapshot.Provenance;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what comes of training: dead letters, predictions, snapshots and metrics. It gives records of the topics that must have no gaps their
 * numbers, and counts the time it takes as publishing. Confined to one thread.
 */
final class Publisher {

    private final Publishing publishing;
    private final TrainerConfig config;
    private final RunContext context;
    private final Learner learner;
    private final String engine;
    private final Consumer<Publication> output;
    private final Consumer<MetricsRecord> meters;
    private final StageTimes stages;

    private final DeadLetters deadLetters;
    private final @Nullable Predictions predictions;
    private final SnapshotWriter snapshots;
    private final byte[] metricsKey;
    private final Sequences sequences;
    private @Nullable SnapshotTaken lastSnapshot;

    /**
     * Publishes for one training loop.
     *
     * @param running whose learner is published
     * @param from where versions and numbers go on
     * @param output takes what is to be published, in order
     * @param meters takes every metrics record too
     */
    Publisher(
            Publishing publishing,
            TrainerConfig config,
            RunContext context,
            RunningLearner running,
            JobState from,
            Consumer<Publication> output,
            Consumer<MetricsRecord> meters,
            StageTimes stages) {
        this.publishing = publishing;
        this.config = config;
        this.context = context;
        this.learner = running.learner();
        this.engine = running.engine();
        this.output = output;
        this.meters = meters;
        this.stages = stages;
        this.deadLetters = new DeadLetters(publishing.deadLetters());
        String predictionsTopic = publishing.predictions().topic();
        List<String> labels =
                config.input() == null ? List.of() : config.input().labels();
        this.predictions = predictionsTopic == null ? null : new Predictions(predictionsTopic, labels);
        this.snapshots = new SnapshotWriter(publishing.snapshots(), from.snapshotVersion(), from.slotParts());
        this.metricsKey = publishing.model().getBytes(StandardCharsets.UTF_8);
        this.sequences = new Sequences(from.sequences());
        this.lastSnapshot = from.snapshot();
    }

    void deadLetter(Rejected rejected) {
        long begun = stages.begin();
        output.accept(deadLetters.letter(rejected));
        stages.end(Stage.PUBLISH, begun);
    }

    /** The predictions for all samples of a report, where they have a topic. */
    void predictions(StepReport report) {
        if (predictions == null) {
            return;
        }
        long begun = stages.begin();
        for (StepReport.SampleReport sample : report.samples()) {
            output.accept(predictions.prediction(report, sample, snapshots.version()));
        }
        stages.end(Stage.PUBLISH, begun);
    }

    /**
     * The model as it is, as the next version.
     *
     * @param trained samples that it was ever trained on
     * @param trainedThrough how far each part of the source has been learnt
     */
    void snapshot(long trained, Map<String, Map<Integer, Long>> trainedThrough, long nowMillis) {
        long begun = stages.begin();
        Provenance from = new Provenance(
                publishing.model(),
                snapshots.version() + 1,
                trained,
                trainedThrough,
                SnapshotWriter.metrics(learner.scores()),
                config,
                context.decoder(),
                engine,
                Instant.ofEpochMilli(nowMillis));
        List<Publication> records = snapshots.write(learner, from);
        records.forEach(record -> output.accept(sequences.number(record)));
        lastSnapshot = new SnapshotTaken(snapshots.version(), nowMillis, bytes(records));
        stages.end(Stage.PUBLISH, begun);
    }

    private static long bytes(List<Publication> records) {
        return records.stream()
                .mapToLong(record -> record.value() == null ? 0 : record.value().length)
                .sum();
    }

    /** @param ofSequence makes the record, given its number */
    void metrics(LongFunction<MetricsRecord> ofSequence) {
        long begun = stages.begin();
        MetricsRecord record = ofSequence.apply(metricsSequence() + 1);
        Publication publication =
                new Publication(publishing.metrics().topic(), 0, metricsKey, List.of(), record.toJson());
        output.accept(sequences.number(publication));
        meters.accept(record);
        stages.end(Stage.PUBLISH, begun);
    }

    /** Last number published to the metrics topic, 0 before the first. */
    long metricsSequence() {
        return sequences.next(publishing.metrics().topic()) - 1;
    }

    /** Last number published, by topic. */
    Map<String, Long> sequences() {
        return sequences.last();
    }

    /** Version of the last snapshot, 0 before the first. */
    long snapshotVersion() {
        return snapshots.version();
    }

    /** How many chunks each slot of the snapshots topic holds, by slot. */
    Map<Integer, Integer> slotParts() {
        return snapshots.slotParts();
    }

    /** The last snapshot; null if neither this run nor those that it goes on from have taken one. */
    @Nullable
    SnapshotTaken lastSnapshot() {
        return lastSnapshot;
    }
}
