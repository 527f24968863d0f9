package dev.millrace.client;

import dev.millrace.client.Prediction.Answer;
import dev.millrace.client.Prediction.Refusal;
import dev.millrace.sample.Features;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Rejected;
import dev.millrace.sample.Sample;
import dev.millrace.sample.decode.SampleDecoder;
import dev.millrace.sample.decode.SourceRecord;
import dev.millrace.trainer.Predictor;
import dev.millrace.trainer.PublishedModel;
import dev.millrace.trainer.TrainerConfig;
import dev.millrace.trainer.engine.EngineLease;
import dev.millrace.trainer.snapshot.Manifest;
import dev.millrace.trainer.snapshot.Snapshot;
import dev.millrace.trainer.snapshot.SnapshotFormatException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Predicts with a snapshot: decodes and encodes the input topic's own bytes as the job did that trained the model.
 *
 * <pre>{@code
 * try (SnapshotPredictor predictor = SnapshotPredictor.of(snapshot)) {
 *     Prediction prediction = predictor.predict(record.value());
 *     subscriber.poll(Duration.ZERO).ifPresent(predictor::update);
 * }
 * }</pre>
 *
 * <p>Holds an inference lease of the engine, which predictors of a process share, and which keeps training out of it. Confined to one
 * thread. Who makes it closes it.
 */
public final class SnapshotPredictor implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Loaded loaded;
    private boolean closed;

    private SnapshotPredictor(Loaded loaded) {
        this.loaded = loaded;
    }

    /**
     * A predictor.
     *
     * @throws SnapshotFormatException if the snapshot's content is not what its manifest says, or of another release
     * @throws dev.millrace.trainer.engine.EngineUnavailableException if the model's engine does not run here
     * @throws IllegalStateException if a model trains in this process, and still does after 30 s
     */
    public static SnapshotPredictor of(Snapshot snapshot) {
        return new SnapshotPredictor(Loaded.of(snapshot));
    }

    /** What the model that answers is. */
    public Manifest manifest() {
        return loaded.manifest;
    }

    /**
     * Answers a record of the input topic.
     *
     * @param value the record's value, null if it has none; a label in it is ignored, but must be a valid one
     * @throws IllegalStateException if the snapshot names no decoder, because its job took its samples from no topic
     */
    public Prediction predict(byte @Nullable [] value) {
        return predictRecords(Arrays.<byte @Nullable []>asList(new byte @Nullable [][] {value}))
                .get(0);
    }

    /**
     * Answers records of the input topic, all valid ones in one pass through the network.
     *
     * @param values at least one; as in {@link #predict(byte[])}
     * @return one prediction for each, in order
     */
    public List<Prediction> predictRecords(List<byte @Nullable []> values) {
        requireOpen();
        List<Ingested> decoded = values.stream().map(loaded::decode).toList();
        List<Features> valid = new ArrayList<>();
        for (Ingested each : decoded) {
            if (each instanceof Sample sample) {
                valid.add(sample.original());
            }
        }
        List<Answer> answers = valid.isEmpty() ? List.of() : predict(valid);
        List<Prediction> predictions = new ArrayList<>();
        int next = 0;
        for (Ingested each : decoded) {
            predictions.add(each instanceof Rejected rejected ? new Refusal(rejected) : answers.get(next++));
        }
        return predictions;
    }

    /**
     * Answers samples, in one pass through the network.
     *
     * @param samples at least one, each with the features that {@code manifest().config().input()} names
     * @return one answer for each, in order
     */
    public List<Answer> predict(List<Features> samples) {
        requireOpen();
        long version = loaded.manifest.version();
        List<String> labels = loaded.manifest.labels();
        return loaded.predictor.predict(samples).stream()
                .map(probabilities -> Answer.of(probabilities, labels, version))
                .toList();
    }

    /**
     * Goes on with another snapshot, usually a newer one of the same model. If it cannot be used, throws as {@link #of} does, and the one
     * before stays.
     */
    public void update(Snapshot snapshot) {
        requireOpen();
        Manifest manifest = snapshot.manifest();
        if (manifest.config().equals(loaded.manifest.config())) {
            loaded.update(snapshot);
            loaded = new Loaded(manifest, loaded.lease, loaded.predictor);
        } else {
            loaded = loaded.replacedBy(snapshot);
        }
    }

    /** Frees native memory and the lease; it answers no more. Idempotent. */
    @Override
    public void close() {
        closed = true;
        loaded.close();
    }

    /** A closed one has no right to the engine: it must not make a graph on it, nor take another lease that nobody would close. */
    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the predictor is closed");
        }
    }

    private record Loaded(Manifest manifest, EngineLease lease, Predictor predictor) {

        static Loaded of(Snapshot snapshot) {
            Manifest manifest = snapshot.manifest();
            EngineLease lease = EngineLease.inference(manifest.config().engine(), PATIENCE);
            try {
                return new Loaded(manifest, lease, predictor(snapshot, lease));
            } catch (RuntimeException | Error e) {
                lease.close();
                throw e;
            }
        }

        private static Predictor predictor(Snapshot snapshot, EngineLease lease) {
            PublishedModel model = snapshot.model();
            try {
                return Predictor.of(snapshot.manifest().config(), lease, model);
            } catch (IllegalArgumentException e) {
                throw unusable(snapshot, e);
            }
        }

        void update(Snapshot snapshot) {
            PublishedModel model = snapshot.model();
            try {
                predictor.update(model);
            } catch (IllegalArgumentException e) {
                throw unusable(snapshot, e);
            }
        }

        private static SnapshotFormatException unusable(Snapshot snapshot, IllegalArgumentException why) {
            Manifest manifest = snapshot.manifest();
            return new SnapshotFormatException(
                    "snapshot " + manifest.version() + " of model " + manifest.model() + " cannot be used: "
                            + why.getMessage(),
                    why);
        }

        /** On the lease it has, where that is of the right engine: to ask for another behind somebody who waits for this one would block both. */
        Loaded replacedBy(Snapshot snapshot) {
            TrainerConfig config = snapshot.manifest().config();
            if (!lease.isOf(config.engine())) {
                Loaded other = of(snapshot);
                close();
                return other;
            }
            Predictor other = predictor(snapshot, lease);
            predictor.close();
            return new Loaded(snapshot.manifest(), lease, other);
        }

        void close() {
            predictor.close();
            lease.close();
        }

        Ingested decode(byte @Nullable [] value) {
            SampleDecoder decoder = manifest.decoder();
            if (decoder == null) {
                throw new IllegalStateException("snapshot " + manifest.version() + " of model " + manifest.model()
                        + " names no decoder, since its samples came from no topic; predict from features instead");
            }
            return decoder.decode(SourceRecord.of(Origin.of(manifest.model(), 0, 0), value));
        }
    }
}
