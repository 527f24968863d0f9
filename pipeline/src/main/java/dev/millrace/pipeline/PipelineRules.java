package dev.millrace.pipeline;

import static java.util.Map.entry;

import dev.millrace.augment.Augmentation;
import dev.millrace.pipeline.PipelineConfig.DeadLetters;
import dev.millrace.pipeline.PipelineConfig.Kafka;
import dev.millrace.pipeline.PipelineConfig.Metrics;
import dev.millrace.pipeline.PipelineConfig.Predictions;
import dev.millrace.pipeline.PipelineConfig.Snapshots;
import dev.millrace.pipeline.PipelineConfig.Source;
import dev.millrace.pipeline.PipelineConfig.State;
import dev.millrace.pipeline.config.FlinkOptions;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.decode.SampleDecoder;
import dev.millrace.sample.decode.row.CsvRow;
import dev.millrace.sample.decode.row.JsonRow;
import dev.millrace.trainer.DurationText;
import dev.millrace.trainer.TrainerConfig;
import dev.millrace.trainer.loss.ClassWeights;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What values of a {@link PipelineConfig} must keep to. Every refusal is an {@link IllegalArgumentException} whose message begins with the
 * key, so that {@link ConfigLoader} finds its line.
 */
final class PipelineRules {

    /** Leaves room for {@code .dead-letters} in a topic name of 249 characters. */
    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    private static final Pattern SERVER = Pattern.compile("(\\S+|\\[[0-9a-fA-F:]+])(?<!:):([0-9]{1,5})");

    /** Client properties that the job sets itself, and what to do instead. */
    private static final Map<String, String> OWN_PROPERTIES = Map.of(
            "bootstrap.servers", "kafka.bootstrapServers says it",
            "transaction.timeout.ms", "kafka.transactionTimeout says it",
            "transactional.id", "the job names its transactions after the model",
            "enable.idempotence", "exactly-once output needs it",
            "acks", "exactly-once output needs all",
            "isolation.level", "the job reads what was committed",
            "enable.auto.commit", "offsets are in the checkpoints",
            "auto.offset.reset", "source.start says it",
            "group.id", "the job is named after the model");

    private static final String PROMISED = "nothing lost and nothing twice needs it as the job sets it";

    /** Flink options that have a key of their own, or that the job cannot keep its promises without. */
    private static final Map<String, String> OWN_OPTIONS = Map.ofEntries(
            entry("execution.checkpointing.interval", "state.checkpointInterval says it"),
            entry("execution.checkpointing.dir", "state.directory says it"),
            entry("state.checkpoints.dir", "state.directory says it"),
            entry("execution.checkpointing.mode", PROMISED),
            entry("execution.checkpointing.storage", PROMISED),
            entry("state.checkpoint-storage", PROMISED),
            entry("execution.checkpointing.externalized-checkpoint-retention", PROMISED),
            entry("execution.checkpointing.checkpoints-after-tasks-finish.enabled", PROMISED),
            entry("execution.checkpointing.checkpoints-after-tasks-finish", PROMISED),
            entry("execution.state-recovery.path", PROMISED),
            entry("execution.savepoint.path", PROMISED),
            entry("pipeline.operator-chaining.enabled", PROMISED),
            entry("pipeline.operator-chaining", PROMISED));

    private PipelineRules() {}

    static void checkModel(String model) {
        if (!MODEL.matcher(model).matches()) {
            throw refused("model must be 1 to 200 letters, digits, '.', '_' or '-'", model);
        }
    }

    static void checkTopic(String name, String topic) {
        if (!TOPIC.matcher(topic).matches() || topic.equals(".") || topic.equals("..")) {
            throw refused(name + " must be 1 to 249 letters, digits, '.', '_' or '-'", topic);
        }
    }

    static void checkServers(String servers) {
        for (String server : servers.split(",", -1)) {
            var matcher = SERVER.matcher(server.strip());
            if (!matcher.matches()
                    || Integer.parseInt(matcher.group(2)) > 65_535
                    || Integer.parseInt(matcher.group(2)) == 0) {
                throw refused("bootstrapServers must be host:port, several with commas", servers);
            }
        }
    }

    static void checkProperties(Map<String, String> properties) {
        OWN_PROPERTIES.forEach((name, instead) -> {
            if (properties.containsKey(name)) {
                // No value: it may be a secret.
                throw new IllegalArgumentException("properties." + name + " must be left out: " + instead);
            }
        });
    }

    static void checkState(String directory, Duration checkpointInterval) {
        if (directory.isBlank()) {
            throw refused("directory must be a directory or a URI", "'" + directory + "'");
        }
        if (checkpointInterval.compareTo(Duration.ofMillis(10)) < 0) {
            throw refused("checkpointInterval must be at least 10 ms", DurationText.format(checkpointInterval));
        }
    }

    static InputContract contract(SampleDecoder decoder) {
        try {
            return decoder.contract();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("source.decoder." + e.getMessage(), e);
        }
    }

    static void checkTopics(
            Source source, Snapshots snapshots, Metrics metrics, Predictions predictions, DeadLetters deadLetters) {
        Map<String, String> topics = new LinkedHashMap<>();
        topics.put("source.topic", source.topic());
        topics.put("snapshots.topic", snapshots.topic());
        topics.put("metrics.topic", metrics.topic());
        if (predictions.topic() != null) {
            topics.put("predictions.topic", predictions.topic());
        }
        topics.put("deadLetters.topic", deadLetters.topic());
        Map<String, String> keys = new HashMap<>();
        topics.forEach((key, topic) -> {
            checkTopic(key, topic);
            String other = keys.putIfAbsent(topic, key);
            if (other != null) {
                throw refused(key + " must differ from " + other, topic);
            }
        });
    }

    static void checkTimes(Kafka kafka, State state) {
        if (kafka.transactionTimeout().compareTo(state.checkpointInterval()) <= 0) {
            throw refused(
                    "kafka.transactionTimeout must be longer than state.checkpointInterval ("
                            + DurationText.format(state.checkpointInterval())
                            + "), or transactions are gone before they are committed",
                    DurationText.format(kafka.transactionTimeout()));
        }
    }

    static void checkScores(TrainerConfig trainer, Predictions predictions) {
        if (predictions.topic() != null && trainer.evaluate().share() < 1) {
            throw refused(
                    "trainer.evaluate.share must be 1 where predictions.topic is set, because every sample is predicted",
                    trainer.evaluate().share());
        }
    }

    static void checkFlink(Map<String, String> options) {
        OWN_OPTIONS.forEach((name, instead) -> {
            if (options.containsKey(name)) {
                throw refused("flink." + name + " must be left out: " + instead, options.get(name));
            }
        });
        options.forEach((name, value) -> FlinkOptions.brokenRule(name, value).ifPresent(rule -> {
            throw refused("flink." + name + " " + rule, value);
        }));
    }

    /** Whether augmentation, encoding and network suit the samples, which the decoder describes. */
    static void checkFit(SampleDecoder decoder, List<Augmentation> augment, TrainerConfig trainer) {
        InputContract input = Objects.requireNonNull(trainer.input(), "input");
        for (int i = 0; i < augment.size(); i++) {
            int place = i;
            check(
                    "augment[" + i + "] does not suit the samples: ",
                    () -> augment.get(place).check(input));
        }
        if (input.labels().size() < 2) {
            throw refused(labelRule(decoder, input.labels().size()), input.labels());
        }
        check("trainer.", () -> trainer.encode().check(input));
        ClassWeights classWeights = trainer.classWeights();
        if (classWeights != null) {
            check("trainer.", () -> classWeights.check(input.labels()));
        }
        check(
                "trainer.",
                () -> trainer.network()
                        .block(
                                trainer.encode().front(input).output(),
                                input.labels().size()));
    }

    private static String labelRule(SampleDecoder decoder, int labels) {
        boolean isRow = decoder instanceof JsonRow || decoder instanceof CsvRow;
        return isRow && labels == 0
                ? "source.decoder.schema must have one field of kind: label, which lists the classes to tell apart under labels"
                : "source.decoder must name at least 2 labels, the classes to tell apart";
    }

    /** Runs a check whose message needs something before it to begin with the key. */
    private static void check(String prefix, Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(prefix + e.getMessage(), e);
        }
    }

    static void checkPositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw refused(name + " must be longer than 0", DurationText.format(value));
        }
    }

    static void checkAtLeast(String name, long minimum, long value) {
        if (value < minimum) {
            throw refused(name + " must be at least " + minimum, value);
        }
    }

    static void checkRange(String name, long minimum, long maximum, long value) {
        if (value < minimum || value > maximum) {
            throw refused(name + " must be from " + minimum + " to " + maximum, value);
        }
    }

    private static IllegalArgumentException refused(String rule, Object value) {
        return new IllegalArgumentException(rule + ", got " + value);
    }
}
