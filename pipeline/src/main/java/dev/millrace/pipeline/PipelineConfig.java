package dev.millrace.pipeline;

import dev.millrace.augment.Augmentation;
import dev.millrace.sample.decode.SampleDecoder;
import dev.millrace.trainer.TrainerConfig;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole job. Its components are the YAML.
 *
 * @param model name of the model, part of topic names, keys and transactional ids; no slash
 * @param kafka the broker
 * @param source where samples come from
 * @param augment the augmentation chain, in order; empty for none
 * @param trainer the learner
 * @param snapshots when and where the model is published
 * @param metrics when and where metrics are published
 * @param predictions where predictions are published
 * @param deadLetters where invalid records go
 * @param state where checkpoints are kept
 * @param flink Flink options passed through, by their full names
 */
public record PipelineConfig(
        String model,
        Kafka kafka,
        Source source,
        List<Augmentation> augment,
        TrainerConfig trainer,
        Snapshots snapshots,
        Metrics metrics,
        Predictions predictions,
        DeadLetters deadLetters,
        State state,
        Map<String, String> flink)
        implements Serializable {

    /**
     * The broker.
     *
     * @param bootstrapServers {@code host:port}, several with commas
     * @param transactionTimeout how long an open transaction survives without its producer: the longest outage without loss
     * @param properties client properties passed through, security among them
     */
    public record Kafka(String bootstrapServers, Duration transactionTimeout, Map<String, String> properties)
            implements Serializable {}

    /**
     * Where samples come from.
     *
     * @param topic the input topic
     * @param start where the first start of a run begins reading
     * @param decoder from bytes to samples
     */
    public record Source(String topic, Start start, SampleDecoder decoder) implements Serializable {
        /** Where to begin reading. */
        public enum Start {
            EARLIEST,
            LATEST
        }
    }

    /**
     * When and where the model is published. A last snapshot is published at the end of a bounded run.
     *
     * @param topic default {@code <model>.snapshots}; compacted, one partition
     * @param everySamples a snapshot each time so many more samples were trained; null for no such rule
     * @param every a snapshot each time so much time has passed; null for no such rule
     * @param keep how many versions the topic keeps
     * @param chunkBytes largest part of a snapshot in one record
     */
    public record Snapshots(
            String topic,
            @Nullable Long everySamples,
            @Nullable Duration every,
            int keep,
            int chunkBytes) implements Serializable {}

    /**
     * When and where metrics are published.
     *
     * @param topic default {@code <model>.metrics}; one partition
     * @param everySamples one record per so many samples
     */
    public record Metrics(String topic, long everySamples) implements Serializable {}

    /**
     * Where predictions are published.
     *
     * @param topic null for not at all
     */
    public record Predictions(@Nullable String topic) implements Serializable {}

    /**
     * Where invalid records go.
     *
     * @param topic default {@code <model>.dead-letters}
     * @param maxBytes longer values are truncated to this, with their length and SHA-256 in headers
     */
    public record DeadLetters(String topic, int maxBytes) implements Serializable {}

    /**
     * Where checkpoints are kept.
     *
     * @param directory a directory or an object-store URI
     * @param checkpointInterval how often progress is committed and output becomes visible
     */
    public record State(String directory, Duration checkpointInterval) implements Serializable {}
}
