package dev.millrace.trainer.snapshot;

import dev.millrace.sample.decode.SampleDecoder;
import dev.millrace.trainer.TrainerConfig;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a snapshot comes from: all of it that the model's numbers do not say.
 *
 * @param model name of the model
 * @param version number of the snapshot, from 1, without gaps
 * @param samples number of samples trained on
 * @param sourceOffsets by topic and partition, the next offset after the last one trained on
 * @param metrics scores by name
 * @param config as the learner ran, with its input
 * @param decoder from the input topic's bytes to samples; null if the samples came from no topic
 * @param engine what the bits depend on, as {@code EngineFingerprint.text()} says it
 * @param createdAt when the snapshot was taken
 */
public record Provenance(
        String model,
        long version,
        long samples,
        Map<String, Map<Integer, Long>> sourceOffsets,
        Map<String, Double> metrics,
        TrainerConfig config,
        @Nullable SampleDecoder decoder,
        String engine,
        Instant createdAt) {

    public Provenance(
            String model,
            long version,
            long samples,
            Map<String, Map<Integer, Long>> sourceOffsets,
            Map<String, Double> metrics,
            TrainerConfig config,
            @Nullable SampleDecoder decoder,
            String engine,
            Instant createdAt) {
        if (version < 1) {
            throw new IllegalArgumentException("version must be at least 1, got " + version);
        }
        this.model = model;
        this.version = version;
        this.samples = samples;
        this.sourceOffsets = Map.copyOf(sourceOffsets);
        this.metrics = Map.copyOf(metrics);
        this.config = config;
        this.decoder = decoder;
        this.engine = engine;
        this.createdAt = createdAt;
    }
}
