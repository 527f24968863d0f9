package dev.millrace.client;

import dev.millrace.client.Prediction.Answer;
import dev.millrace.client.Prediction.Refusal;
import dev.millrace.sample.Features;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Rejected;
import dev.millrace.sample.Sample;
import dev.millrace.sample.decode.SampleDecoder;
import dev.millrace.trainer.Predictor;
import dev.millrace.trainer.TrainerConfig;
import dev.millrace.trainer.engine.EngineLease;
import dev.millrace.trainer.snapshot.Manifest;
import dev.millrace.trainer.snapshot.Snapshot;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers with a snapshot what the trainer would have answered: it takes the input topic's own bytes, and decodes and encodes them as the
 * trainer did. A newer snapshot is swapped in with {@link #update}.
 *
 * <p>Confined to one thread. It shares this process's engine with other predictors, not with training; whoever makes it closes it.
 */
public final class SnapshotPredictor implements AutoCloseable {

    private static final Duration WAIT_FOR_ENGINE = Duration.ofSeconds(30);

    private final EngineLease lease;
    private Predictor predictor;
    private TrainerConfig config;
    private Manifest manifest;

    private SnapshotPredictor(EngineLease lease, Predictor predictor, Snapshot snapshot) {
        this.lease = lease;
        this.predictor = predictor;
        this.config = snapshot.manifest().config();
        this.manifest = snapshot.manifest();
    }

    /**
     * A predictor.
     *
     * @throws IllegalStateException if a model trains in this process and does not end
     * @throws dev.millrace.trainer.engine.EngineUnavailableException if the engine does not run on this platform
     */
    public static SnapshotPredictor of(Snapshot snapshot) {
        TrainerConfig config = snapshot.manifest().config();
        EngineLease lease = EngineLease.inference(config.engine(), WAIT_FOR_ENGINE);
        try {
            return new SnapshotPredictor(lease, Predictor.of(config, lease, snapshot.model()), snapshot);
        } catch (RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    /** What answers now. */
    public Manifest manifest() {
        return manifest;
    }

    /** Answers with another snapshot from now on. If it cannot be taken, the old one stays. */
    public void update(Snapshot snapshot) {
        TrainerConfig next = snapshot.manifest().config();
        if (next.equals(config)) {
            predictor.update(snapshot.model());
        } else {
            Predictor replacement = Predictor.of(next, lease, snapshot.model());
            predictor.close();
            predictor = replacement;
            config = next;
        }
        manifest = snapshot.manifest();
    }

    /**
     * Answers to one record.
     *
     * @param value the record's value, as it would stand on the input topic; its label, if it has one, is not looked at
     * @throws IllegalStateException if the model was trained on samples that came from no topic; answer to {@link Features} then
     */
    public Prediction predict(byte @Nullable [] value) {
        SampleDecoder decoder = manifest.decoder();
        if (decoder == null) {
            throw new IllegalStateException("model " + manifest.model()
                    + " was trained on samples that came from no topic; its snapshots answer to features only");
        }
        Ingested ingested = decoder.decode(Origin.of(manifest.model(), 0, 0), value);
        if (ingested instanceof Rejected rejected) {
            return new Refusal(rejected);
        }
        return predict(List.of(((Sample) ingested).original())).get(0);
    }

    /**
     * Answers to several samples at once, which is faster than one at a time.
     *
     * @param samples at least one, of the manifest's input contract
     */
    public List<Answer> predict(List<Features> samples) {
        return predictor.predict(samples).stream()
                .map(answer -> Answer.of(answer, manifest.labels(), manifest.version()))
                .toList();
    }

    @Override
    public void close() {
        predictor.close();
        lease.close();
    }
}
