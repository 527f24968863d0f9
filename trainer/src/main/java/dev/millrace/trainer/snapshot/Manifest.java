package dev.millrace.trainer.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.millrace.sample.decode.SampleDecoder;
import dev.millrace.trainer.ConfigJson;
import dev.millrace.trainer.TrainerConfig;
import dev.millrace.trainer.engine.ParameterLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a stranger needs to know of a snapshot, beside its numbers. It is the last record of a snapshot on its topic: a snapshot
 * without it is not there. docs/snapshot-format.md explains each field.
 *
 * @param formatVersion version of this format, {@value #FORMAT_VERSION}
 * @param model name of the model
 * @param version number of the snapshot, from 1, without gaps
 * @param step number of updates behind it
 * @param samples number of samples trained on
 * @param createdAt when it was taken, ISO 8601 in UTC
 * @param sourceOffsets by topic and partition, the next offset after the last one trained on
 * @param metrics scores by name
 * @param labels the names of the classes, in the order of the answer's elements
 * @param output how the network's outputs become the answer: {@code softmax}
 * @param config as the learner ran: network, encoding with its scaling, input contract with shapes, optimisation
 * @param decoder from the input topic's bytes to samples; null if the samples came from no topic
 * @param layout the trained parameters, in order
 * @param auxiliaryLayout the batch-norm statistics, in order
 * @param parametersSha256 hash of all trained parameters in order, as little-endian 32-bit floats
 * @param bytes length of the safetensors file
 * @param sha256 its hash
 * @param chunks its parts, in order
 * @param engine what trained it
 */
public record Manifest(
        int formatVersion,
        String model,
        long version,
        long step,
        long samples,
        String createdAt,
        Map<String, Map<Integer, Long>> sourceOffsets,
        Map<String, Double> metrics,
        List<String> labels,
        String output,
        TrainerConfig config,
        @Nullable SampleDecoder decoder,
        ParameterLayout layout,
        ParameterLayout auxiliaryLayout,
        String parametersSha256,
        int bytes,
        String sha256,
        List<Chunk> chunks,
        String engine) {

    /** The format this release writes, and the newest it reads. */
    public static final int FORMAT_VERSION = 1;

    private static final ObjectMapper JSON = ConfigJson.mapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    public Manifest {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(layout, "layout");
        Objects.requireNonNull(auxiliaryLayout, "auxiliaryLayout");
        Objects.requireNonNull(parametersSha256, "parametersSha256");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(engine, "engine");
        sourceOffsets = new TreeMap<>(Objects.requireNonNull(sourceOffsets, "sourceOffsets"));
        metrics = new TreeMap<>(Objects.requireNonNull(metrics, "metrics"));
        labels = List.copyOf(Objects.requireNonNull(labels, "labels"));
        chunks = List.copyOf(Objects.requireNonNull(chunks, "chunks"));
        requireParts(chunks, bytes);
        if (config.input() != null && !labels.equals(config.input().labels())) {
            throw new IllegalArgumentException(
                    "labels must be those of config.input, " + config.input().labels() + ", got " + labels);
        }
    }

    // Else a manifest of a few bytes could name the same chunk a million times, and the reader would put that together.
    private static void requireParts(List<Chunk> chunks, int bytes) {
        long sum = 0;
        for (int part = 0; part < chunks.size(); part++) {
            Chunk chunk = chunks.get(part);
            if (chunk.part() != part || chunk.bytes() < 1) {
                throw new IllegalArgumentException("chunks[" + part + "] must be part " + part
                        + " and hold at least 1 byte, got part " + chunk.part() + " of " + chunk.bytes());
            }
            sum += chunk.bytes();
        }
        if (sum != bytes) {
            throw new IllegalArgumentException("bytes must be the sum of the chunks, " + sum + ", got " + bytes);
        }
    }

    /**
     * One part of the safetensors file.
     *
     * @param part its number, from 0
     * @param bytes its length
     * @param sha256 its hash
     */
    public record Chunk(int part, int bytes, String sha256) {}

    /** The manifest as JSON, UTF-8. */
    public byte[] toJson() {
        try {
            return JSON.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(this)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the manifest of " + model + " could not be written", e);
        }
    }

    /**
     * Reads a manifest. What a later release of the same format added is ignored.
     *
     * @throws SnapshotFormatException if it is none, or of a newer format
     */
    public static Manifest fromJson(byte[] json) {
        try {
            int format = JSON.readTree(json).path("formatVersion").asInt();
            if (format < 1) {
                throw new SnapshotFormatException("this is no manifest of a snapshot: it has no formatVersion");
            }
            if (format > FORMAT_VERSION) {
                throw new SnapshotFormatException("the manifest has format version " + format
                        + ", this release reads up to " + FORMAT_VERSION + "; use a newer one");
            }
            return JSON.readValue(json, Manifest.class);
        } catch (IOException e) {
            throw new SnapshotFormatException("the manifest cannot be read: " + e.getMessage(), e);
        }
    }
}
