package dev.millrace.pipeline;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.millrace.augment.Augmentation;
import dev.millrace.sample.decode.SampleDecoder;
import dev.millrace.trainer.TrainerConfig;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A whole job. Its components are the YAML; {@code docs/config.md} describes every key.
 *
 * <p>Constructors validate; each {@code of} puts the default where it is given null, because the YAML leaves the key out. In topic names
 * {@code {model}} stands for the name of the model. {@link TrainerConfig#input()} is filled with the decoder's contract.
 *
 * @param model name of the model, part of topic names, keys and transactional ids; letters, digits, {@code .}, {@code _}, {@code -}
 * @param kafka the broker
 * @param source where samples come from
 * @param augment the augmentation chain, in order; default none
 * @param trainer the learner
 * @param snapshots when and where the model is published
 * @param metrics when and where metrics are published
 * @param predictions where predictions are published
 * @param deadLetters where invalid records go
 * @param state where checkpoints are kept
 * @param flink Flink options passed through, by their full names; default none
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

    public PipelineConfig {
        PipelineRules.checkModel(model);
        Objects.requireNonNull(kafka, "kafka");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(trainer, "trainer");
        augment = List.copyOf(augment);
        trainer = trainer.withInput(PipelineRules.contract(source.decoder()));
        snapshots = snapshots.forModel(model);
        metrics = metrics.forModel(model);
        predictions = predictions.forModel(model);
        deadLetters = deadLetters.forModel(model);
        Objects.requireNonNull(state, "state");
        flink = inOrder(flink);
        PipelineRules.checkTopics(source, snapshots, metrics, predictions, deadLetters);
        PipelineRules.checkTimes(kafka, state);
        PipelineRules.checkScores(trainer, predictions);
        PipelineRules.checkFlink(flink);
        PipelineRules.checkFit(source.decoder(), augment, trainer);
    }

    /** A job with the defaults for what is null. */
    @JsonCreator
    public static PipelineConfig of(
            String model,
            Kafka kafka,
            Source source,
            @Nullable List<Augmentation> augment,
            TrainerConfig trainer,
            @Nullable Snapshots snapshots,
            @Nullable Metrics metrics,
            @Nullable Predictions predictions,
            @Nullable DeadLetters deadLetters,
            @Nullable State state,
            @Nullable Map<String, String> flink) {
        return new PipelineConfig(
                model,
                kafka,
                source,
                requireNonNullElse(augment, List.of()),
                trainer,
                requireNonNullElseGet(snapshots, () -> Snapshots.of(null, null, null, null, null)),
                requireNonNullElseGet(metrics, () -> Metrics.of(null, null)),
                requireNonNullElse(predictions, new Predictions(null)),
                requireNonNullElseGet(deadLetters, () -> DeadLetters.of(null, null)),
                requireNonNullElseGet(state, () -> State.of(null, null)),
                requireNonNullElse(flink, Map.of()));
    }

    /**
     * The broker.
     *
     * @param bootstrapServers {@code host:port}, several with commas
     * @param transactionTimeout how long an open transaction survives without its producer, the longest outage without loss; default
     *     15 min, the most a stock broker allows
     * @param properties client properties passed through, security among them; default none. Secrets belong in placeholders, which {@code print-config}
     *     shows as they stand
     */
    public record Kafka(String bootstrapServers, Duration transactionTimeout, Map<String, String> properties)
            implements Serializable {
        public Kafka {
            PipelineRules.checkServers(bootstrapServers);
            PipelineRules.checkPositive("transactionTimeout", transactionTimeout);
            properties = inOrder(properties);
            PipelineRules.checkProperties(properties);
        }

        /** A broker with the defaults for what is null. */
        @JsonCreator
        public static Kafka of(
                String bootstrapServers,
                @Nullable Duration transactionTimeout,
                @Nullable Map<String, String> properties) {
            return new Kafka(
                    bootstrapServers,
                    requireNonNullElse(transactionTimeout, Duration.ofMinutes(15)),
                    requireNonNullElse(properties, Map.of()));
        }

        /** Without the values of the properties, which may be secret. */
        @Override
        public String toString() {
            return "Kafka[bootstrapServers=" + bootstrapServers + ", transactionTimeout=" + transactionTimeout
                    + ", properties=" + properties.keySet() + "]";
        }
    }

    /**
     * Where samples come from.
     *
     * @param topic the input topic
     * @param start where the first start of a run begins reading; default {@code earliest}. With {@code latest} that is where the topic ends at that
     *     moment, however often the run is started again; partitions that the topic gets later are read from their beginning
     * @param decoder from bytes to samples
     */
    public record Source(String topic, Start start, SampleDecoder decoder) implements Serializable {
        public Source {
            PipelineRules.checkTopic("topic", topic);
            Objects.requireNonNull(start, "start");
            Objects.requireNonNull(decoder, "decoder");
        }

        /** A source with the default start if that is null. */
        @JsonCreator
        public static Source of(String topic, @Nullable Start start, SampleDecoder decoder) {
            return new Source(topic, requireNonNullElse(start, Start.EARLIEST), decoder);
        }

        /** Where to begin reading. */
        public enum Start {
            EARLIEST,
            LATEST
        }
    }

    /**
     * When and where the model is published. A last snapshot is published at the end of a bounded run, unless nothing was trained in it or since
     * the one before.
     *
     * @param topic default {@code {model}.snapshots}; compacted, one partition
     * @param everySamples a snapshot each time so many more samples were trained; null for no such rule; default 10,000 if
     *     {@code every} is left out too
     * @param every a snapshot each time so much time has passed; null for no such rule
     * @param keep how many versions the topic keeps, at least 1; default 10
     * @param chunkBytes largest part of a snapshot in one record, from 1,024 to 16,777,216; default 524,288
     */
    public record Snapshots(
            String topic,
            @Nullable Long everySamples,
            @Nullable Duration every,
            int keep,
            int chunkBytes) implements Serializable {
        public Snapshots {
            Objects.requireNonNull(topic, "topic");
            if (everySamples != null) {
                PipelineRules.checkAtLeast("everySamples", 1, everySamples);
            }
            if (every != null) {
                PipelineRules.checkPositive("every", every);
            }
            PipelineRules.checkAtLeast("keep", 1, keep);
            PipelineRules.checkRange("chunkBytes", 1 << 10, 16 << 20, chunkBytes);
        }

        /** Snapshots with the defaults for what is null. */
        @JsonCreator
        public static Snapshots of(
                @Nullable String topic,
                @Nullable Long everySamples,
                @Nullable Duration every,
                @Nullable Integer keep,
                @Nullable Integer chunkBytes) {
            return new Snapshots(
                    requireNonNullElse(topic, "{model}.snapshots"),
                    everySamples == null && every == null ? Long.valueOf(10_000) : everySamples,
                    every,
                    requireNonNullElse(keep, 10),
                    requireNonNullElse(chunkBytes, 512 << 10));
        }

        Snapshots forModel(String model) {
            return new Snapshots(inTopic(topic, model), everySamples, every, keep, chunkBytes);
        }
    }

    /**
     * When and where metrics are published.
     *
     * @param topic default {@code {model}.metrics}; one partition
     * @param everySamples one record per so many samples, at least 1; default 1,000
     */
    public record Metrics(String topic, long everySamples) implements Serializable {
        public Metrics {
            Objects.requireNonNull(topic, "topic");
            PipelineRules.checkAtLeast("everySamples", 1, everySamples);
        }

        /** Metrics with the defaults for what is null. */
        @JsonCreator
        public static Metrics of(@Nullable String topic, @Nullable Long everySamples) {
            return new Metrics(requireNonNullElse(topic, "{model}.metrics"), requireNonNullElse(everySamples, 1_000L));
        }

        Metrics forModel(String model) {
            return new Metrics(inTopic(topic, model), everySamples);
        }
    }

    /**
     * Where predictions are published.
     *
     * @param topic null for not at all
     */
    public record Predictions(@Nullable String topic) implements Serializable {
        Predictions forModel(String model) {
            return topic == null ? this : new Predictions(inTopic(topic, model));
        }
    }

    /**
     * Where invalid records go.
     *
     * @param topic default {@code {model}.dead-letters}
     * @param maxBytes longer values are truncated to this, with their length and SHA-256 in headers; from 0 to 16,777,216; default 524,288
     */
    public record DeadLetters(String topic, int maxBytes) implements Serializable {
        public DeadLetters {
            Objects.requireNonNull(topic, "topic");
            PipelineRules.checkRange("maxBytes", 0, 16 << 20, maxBytes);
        }

        /** Dead letters with the defaults for what is null. */
        @JsonCreator
        public static DeadLetters of(@Nullable String topic, @Nullable Integer maxBytes) {
            return new DeadLetters(
                    requireNonNullElse(topic, "{model}.dead-letters"), requireNonNullElse(maxBytes, 512 << 10));
        }

        DeadLetters forModel(String model) {
            return new DeadLetters(inTopic(topic, model), maxBytes);
        }
    }

    /**
     * Where checkpoints are kept.
     *
     * @param directory a directory or an object-store URI; default {@code millrace-state}
     * @param checkpointInterval how often progress is committed and output becomes visible, at least 10 ms; default 10 s
     */
    public record State(String directory, Duration checkpointInterval) implements Serializable {
        public State {
            PipelineRules.checkState(directory, checkpointInterval);
        }

        /** A state with the defaults for what is null. */
        @JsonCreator
        public static State of(@Nullable String directory, @Nullable Duration checkpointInterval) {
            return new State(
                    requireNonNullElse(directory, "millrace-state"),
                    requireNonNullElse(checkpointInterval, Duration.ofSeconds(10)));
        }
    }

    private static String inTopic(String topic, String model) {
        return topic.replace("{model}", model);
    }

    private static Map<String, String> inOrder(Map<String, String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
