package dev.millrace.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.client.SnapshotSubscriber;
import dev.millrace.pipeline.config.ConfigLoader;
import dev.millrace.pipeline.metrics.MetricsRecord;
import dev.millrace.pipeline.publish.SequenceHeader;
import dev.millrace.trainer.LearnerStateCodec;
import dev.millrace.trainer.snapshot.Manifest;
import dev.millrace.trainer.snapshot.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A small job for integration tests: records of a label and a 4x4 image of floats unless it is told otherwise, an MLP with batch norm, batches of 16,
 * everything published often.
 *
 * @param model name of the model; output topics are named after it
 * @param bootstrapServers of the broker
 * @param directory of the test; the configuration file and the state are in it
 * @param settings what differs between tests, by name, in YAML
 */
public record TestJob(String model, String bootstrapServers, Path directory, Map<String, String> settings) {

    static final int BATCH = 16;

    private static final Map<String, String> DEFAULTS = Map.of(
            "start", "earliest",
            "decoder",
                    "{type: raw-tensor, element: float32, shape: [1, 4, 4], label: int32, labels: [low, middle, high]}",
            "augment", "[]",
            "encode", "{type: scaled}",
            "learningRate", "{type: constant, rate: 0.01}",
            "classWeights", "null",
            "transactionTimeout", "60 s",
            "kafkaProperties", "{}",
            "checkpointInterval", "500 ms",
            "flink", "{}");

    /** A job that reads topic {@code <model>.samples} and augments nothing. */
    static TestJob of(String model, String bootstrapServers, Path directory) {
        return new TestJob(model, bootstrapServers, directory, DEFAULTS).reading(model + ".samples");
    }

    TestJob reading(String topic) {
        return with("input", topic);
    }

    TestJob startingAtTheLatest() {
        return with("start", "latest");
    }

    TestJob decodedBy(Class<?> type) {
        return decodedBy("{type: class, class: " + type.getName() + "}");
    }

    TestJob decodedBy(String yaml) {
        return with("decoder", yaml);
    }

    TestJob augmentedBy(String yaml) {
        return with("augment", yaml);
    }

    TestJob encodedBy(String yaml) {
        return with("encode", yaml);
    }

    TestJob withLearningRate(String yaml) {
        return with("learningRate", yaml);
    }

    TestJob withClassWeights(String yaml) {
        return with("classWeights", yaml);
    }

    TestJob withTransactionTimeout(String timeout) {
        return with("transactionTimeout", timeout);
    }

    TestJob withKafkaProperties(String yaml) {
        return with("kafkaProperties", yaml);
    }

    TestJob withCheckpointInterval(String interval) {
        return with("checkpointInterval", interval);
    }

    TestJob withFlink(String yaml) {
        return with("flink", yaml);
    }

    private TestJob with(String setting, String yaml) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.put(setting, yaml);
        return new TestJob(model, bootstrapServers, directory, Map.copyOf(changed));
    }

    /** Name of the input topic. */
    String input() {
        return setting("input");
    }

    private String setting(String name) {
        return Objects.requireNonNull(settings.get(name), name);
    }

    /** Writes the configuration file. */
    Path file() {
        try {
            return Files.writeString(directory.resolve(model + ".yaml"), yaml());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is in the configuration file. */
    String yaml() {
        return """
                model: %s
                kafka: {bootstrapServers: "%s", transactionTimeout: %s, properties: %s}
                source:
                  topic: %s
                  start: %s
                  decoder: %s
                augment: %s
                trainer:
                  encode: %s
                  network: {type: mlp, hidden: [32], batchNorm: true}
                  batch: {size: 16}
                  learningRate: %s
                  classWeights: %s
                snapshots: {everySamples: 500, keep: 4, chunkBytes: 2048}
                metrics: {everySamples: 200}
                predictions: {topic: "{model}.predictions"}
                deadLetters: {maxBytes: 1024}
                state: {directory: "%s", checkpointInterval: %s}
                flink: %s
                """.formatted(
                        model,
                        bootstrapServers,
                        setting("transactionTimeout"),
                        setting("kafkaProperties"),
                        input(),
                        setting("start"),
                        setting("decoder"),
                        setting("augment"),
                        setting("encode"),
                        setting("learningRate"),
                        setting("classWeights"),
                        directory.resolve("state"),
                        setting("checkpointInterval"),
                        setting("flink"));
    }

    PipelineConfig config() {
        return ConfigLoader.load(file()).config();
    }

    RunSummary run(RunOptions options) throws InterruptedException {
        return new JobRunner(config(), options, RunListener.NONE).run();
    }

    /** Runs the job without an end and cancels it once so many samples are committed, but for those that wait for their batch. */
    RunSummary runUntil(long samples) throws InterruptedException {
        List<JobRunner> runner = new ArrayList<>();
        RunListener listener = new RunListener() {
            @Override
            public void metrics(MetricsRecord record) {
                if (record.trained() > samples - BATCH) {
                    runner.get(0).cancel();
                }
            }
        };
        runner.add(new JobRunner(config(), RunOptions.continuous(), listener));
        return runner.get(0).run();
    }

    /** Where samples come from. */
    TestTopic samples() {
        return new TestTopic(bootstrapServers, input());
    }

    /** One of the job's topics: snapshots, metrics, predictions, dead-letters. */
    TestTopic topic(String what) {
        return new TestTopic(bootstrapServers, model + "." + what);
    }

    /** All that was written to the metrics topic, in order. */
    List<MetricsRecord> metrics() {
        return parsed(topic("metrics").readAll());
    }

    /** Samples trained, as the metrics say that are committed by now; 0 before the first. */
    long trained() {
        List<MetricsRecord> metrics = parsed(topic("metrics").readDecided());
        return metrics.isEmpty() ? 0 : metrics.get(metrics.size() - 1).trained();
    }

    private static List<MetricsRecord> parsed(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> MetricsRecord.parse(record.value()))
                .toList();
    }

    /** All predictions, in order. */
    List<JsonNode> predictions() {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> predictions = new ArrayList<>();
        for (var record : topic("predictions").readAll()) {
            try {
                predictions.add(json.readTree(record.value()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return predictions;
    }

    /** The hash of the parameters of each published version. */
    Map<Long, String> versions() {
        Map<Long, String> versions = new TreeMap<>();
        for (var record : topic("snapshots").readAll()) {
            if (new String(record.key(), StandardCharsets.UTF_8).endsWith("/manifest")) {
                Manifest manifest = Manifest.fromJson(record.value());
                versions.put(manifest.version(), manifest.parametersSha256());
            }
        }
        return versions;
    }

    /** What the encoders had learnt at a snapshot: the sections' bytes. */
    byte[] encoderState(long version) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (SnapshotSubscriber subscriber =
                SnapshotSubscriber.open(Map.of("bootstrap.servers", bootstrapServers), model + ".snapshots", model)) {
            Snapshot snapshot =
                    subscriber.snapshot(version, Duration.ofSeconds(20)).orElseThrow();
            LearnerStateCodec.write(snapshot.model().encoder(), new DataOutputStream(bytes));
        }
        return bytes.toByteArray();
    }

    /** The sequence numbers of a topic, in order. */
    List<Long> sequences(String what) {
        return topic(what).readAll().stream().map(SequenceHeader::of).toList();
    }

    /** {@code 1, 2, ... last}. */
    static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
