package dev.millrace.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.PipelineConfig.Source.Start;
import dev.millrace.sample.Shape;
import dev.millrace.sample.decode.RawTensor;
import dev.millrace.trainer.loss.FixedClassWeights;
import dev.millrace.trainer.optimize.Adam;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {

    /** Line numbers of the tests below are of this text. */
    static final String GOOD = """
            model: fashion
            kafka:
              bootstrapServers: localhost:9092
            source:
              topic: images
              decoder:
                type: raw-tensor
                shape: [1, 28, 28]
                labels: [shirt, trouser, 7]
            trainer:
              engine: auto
              seed: 1
              encode: {type: scaled, mean: 0.5, standardDeviation: 0.5}
              network: {type: lenet, filters1: 6, filters2: 16}
              initialize: {type: he}
              loss: {type: softmax-cross-entropy}
              batch: {size: 32}
              clip: []
              penalty: []
              optimizer: {type: adam, beta1: 0.9, beta2: 0.999, epsilon: 1e-8}
              decay: []
              learningRate: {type: constant, rate: 1e-3}
              evaluate: {share: 1, window: 1000, fading: 0.99}
              rejection: {maxConsecutive: 10}
            snapshots: {every: 10 s}
            """;

    @Test
    void readsWhatTheFileSays() {
        PipelineConfig config = load(GOOD).config();

        assertThat(config.model()).isEqualTo("fashion");
        assertThat(config.source().decoder()).isInstanceOfSatisfying(RawTensor.class, decoder -> {
            assertThat(decoder.shape()).isEqualTo(Shape.of(1, 28, 28));
            assertThat(decoder.labels()).containsExactly("shirt", "trouser", "7");
        });
        assertThat(config.trainer().optimizer())
                .isInstanceOfSatisfying(
                        Adam.class, adam -> assertThat(adam.epsilon()).isEqualTo(1e-8));
        assertThat(config.snapshots().every()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void putsTheDefaultsWhereTheFileSaysNothing() {
        PipelineConfig config =
                load(GOOD.replace("snapshots: {every: 10 s}\n", "")).config();

        assertThat(config.source().start()).isEqualTo(Start.EARLIEST);
        assertThat(config.kafka())
                .isEqualTo(PipelineConfig.Kafka.of("localhost:9092", Duration.ofMinutes(15), Map.of()));
        assertThat(config.augment()).isEmpty();
        assertThat(config.snapshots())
                .isEqualTo(PipelineConfig.Snapshots.of("fashion.snapshots", 10_000L, null, 10, 524_288));
        assertThat(config.metrics()).isEqualTo(PipelineConfig.Metrics.of("fashion.metrics", 1_000L));
        assertThat(config.predictions().topic()).isNull();
        assertThat(config.deadLetters()).isEqualTo(PipelineConfig.DeadLetters.of("fashion.dead-letters", 524_288));
        assertThat(config.state()).isEqualTo(PipelineConfig.State.of("millrace-state", Duration.ofSeconds(10)));
        assertThat(config.flink()).isEmpty();
    }

    @Test
    void fillsTheInputFromTheDecoder() {
        PipelineConfig config = load(GOOD).config();
        assertThat(config.trainer().input()).isEqualTo(config.source().decoder().contract());
    }

    @Test
    void saysWhichKeysStandInTheFile() {
        assertThat(load(GOOD).given())
                .contains("model", "kafka.bootstrapServers", "trainer.optimizer.beta1", "source.decoder.labels[2]")
                .doesNotContain("kafka.transactionTimeout", "metrics", "snapshots.topic");
    }

    /** One wrong thing, and the one line it is told by. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model: fashion | modle: fashion | c.yaml:1: modle is unknown; did you mean model?",
                "model: fashion | model: fash/ion | c.yaml:1: model must be 1 to 200 letters, digits, '.', '_' or '-', got fash/ion",
                "model: fashion | 'model: ' | c.yaml:1: model is missing",
                "model: fashion | model: [a] | c.yaml:1: model must be a single value, got a list",
                "topic: images | tpoic: images | c.yaml:5: source.tpoic is unknown; did you mean topic?",
                "topic: images | start: earliest | c.yaml:4: source.topic is missing",
                "topic: images | {topic: images, start: newest} | c.yaml:6: the file is no YAML here: expected <block end>, but found '<block mapping start>'",
                "labels: | topic: | c.yaml:9: source.decoder.topic is unknown; there are type, feature, element, byteOrder, shape, label, labels",
                "'[1, 28, 28]' | '[1, 28, 0]' | c.yaml:8: source.decoder.shape must have dimensions of at least 1, got [1, 28, 0]",
                "'[1, 28, 28]' | '[1, 28, x]' | c.yaml:8: source.decoder.shape[2] must be a whole number, got x",
                "'[1, 28, 28]' | 28 | c.yaml:8: source.decoder.shape must be a list, got 28",
                "'[1, 28, 28]' | '[1, 28, ~]' | c.yaml:8: source.decoder.shape[2] must have a value, got none",
                "raw-tensor | raw-tenser | c.yaml:7: source.decoder.type must be one of raw-tensor, json, csv, image, class, got raw-tenser; did you mean raw-tensor?",
                "'type: raw-tensor' | 'feature: x' | 'c.yaml:6: source.decoder.type is missing: one of raw-tensor, json, csv, image, class'",
                "engine: auto | engine: tensorflow | c.yaml:11: trainer.engine must be one of auto, mxnet, pytorch, got tensorflow",
                "seed: 1 | seed: 1.5 | c.yaml:12: trainer.seed must be a whole number, got 1.5",
                "seed: 1 | seed: 99999999999999999999 | c.yaml:12: trainer.seed must be a whole number up to 9223372036854775807, got 99999999999999999999",
                "size: 32 | size: 3000000000 | c.yaml:17: trainer.batch.size must be a whole number up to 2147483647, got 3000000000",
                "size: 32 | size: \"32\" | c.yaml:17: trainer.batch.size must be a whole number, got \"32\"",
                "batch: {size: 32} | batch: 32 | c.yaml:17: trainer.batch must be a section of keys and values, got 32",
                "clip: [] | clip: {max: 1} | c.yaml:18: trainer.clip must be a list, got a section of keys and values",
                "clip: [] | 'clip: [{type: value, max: 1}, {type: norm, max: 1}]' | c.yaml:18: trainer.clip[1].type must be one of value, global-norm, got norm",
                "beta1: 0.9 | beta1: high | c.yaml:20: trainer.optimizer.beta1 must be a number, got high",
                "every: 10 s | every: 10 | 'c.yaml:25: snapshots.every must be a duration such as 500 ms, 10 s, 15 min, 1 h or PT10S, got 10'",
                "every: 10 s | every: 0 s | c.yaml:25: snapshots.every must be longer than 0, got 0 s",
                "every: 10 s | 'every: 10 s, keep: 0' | c.yaml:25: snapshots.keep must be at least 1, got 0",
                "every: 10 s | 'keep: 1, keep: 2' | c.yaml:25: snapshots.keep must stand once, got it again",
                "localhost:9092 | localhost | 'c.yaml:3: kafka.bootstrapServers must be host:port, several with commas, got localhost'",
                "localhost:9092 | localhost:99999 | 'c.yaml:3: kafka.bootstrapServers must be host:port, several with commas, got localhost:99999'",
                "clip: [] | 'input: {features: []}' | c.yaml:18: trainer.input is unknown; there are engine, seed, encode, network, initialize, loss, classWeights, batch, clip, penalty, optimizer, decay, learningRate, evaluate, rejection",
            })
    void tellsKeyLineRuleAndValue(String right, String wrong, String message) {
        assertThat(GOOD).contains(right);
        assertThat(refusal(GOOD.replace(right, wrong))).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metrics: {topic: fashion.snapshots} | c.yaml:26: metrics.topic must differ from snapshots.topic, got fashion.snapshots",
                "predictions: {topic: images} | c.yaml:26: predictions.topic must differ from source.topic, got images",
                "deadLetters: {topic: a b} | c.yaml:26: deadLetters.topic must be 1 to 249 letters, digits, '.', '_' or '-', got a b",
                "'state: {checkpointInterval: 20 min}' | 'c.yaml:2: kafka.transactionTimeout must be longer than state.checkpointInterval (20 min), or transactions are gone before they are committed, got 15 min'",
                "state: {checkpointInterval: 1 ms} | c.yaml:26: state.checkpointInterval must be at least 10 ms, got 1 ms",
                "flink: {execution.checkpointing.interval: 5 s} | 'c.yaml:26: flink.execution.checkpointing.interval must be left out: state.checkpointInterval says it, got 5 s'",
                "flink: {pipeline.operator-chaining.enabled: false} | 'c.yaml:26: flink.pipeline.operator-chaining.enabled must be left out: nothing lost and nothing twice needs it as the job sets it, got false'",
                "deadLetters: {maxBytes: -1} | c.yaml:26: deadLetters.maxBytes must be from 0 to 16777216, got -1",
            })
    void tellsWhatDoesNotGoTogether(String more, String message) {
        assertThat(refusal(GOOD + more)).isEqualTo(message);
    }

    @Test
    void readsNumbersByName() {
        String text = GOOD.replace("clip: []", "classWeights: {type: fixed, weights: {7: 0.75, shirt: 2}}");

        assertThat(load(text).config().trainer().classWeights())
                .isEqualTo(new FixedClassWeights(Map.of("shirt", 2.0, "7", 0.75)));
        assertThat(refusal(text.replace("0.75", "half")))
                .isEqualTo("c.yaml:18: trainer.classWeights.weights.7 must be a number, got half");
        assertThat(refusal(text.replace("0.75", "-0.75")))
                .isEqualTo(
                        "c.yaml:18: trainer.classWeights.weights.7 must be finite and above 0 as a float, got -0.75");
    }

    @Test
    void doesNotRepeatTheValueOfAPropertyItRefuses() {
        String text = GOOD.replace("source:", "  properties: {group.id: s3cret}\nsource:");
        assertThat(refusal(text))
                .isEqualTo("c.yaml:4: kafka.properties.group.id must be left out: the job is named after the model");
    }

    @Test
    void tellsAllProblemsAtOnceInTheOrderOfTheFile() {
        String text = GOOD.replace("images", "'no good'")
                .replace("size: 32", "sise: 32")
                .replace("beta1: 0.9, beta2: 0.999", "beta1: a, beta2: b")
                .replace("every: 10 s", "every: soon, keep: 0, chunkBytes: 3");
        assertThat(refusal(text).lines())
                .containsExactly(
                        "c.yaml:5: source.topic must be 1 to 249 letters, digits, '.', '_' or '-', got no good",
                        "c.yaml:17: trainer.batch.sise is unknown; did you mean size?",
                        "c.yaml:20: trainer.optimizer.beta1 must be a number, got a",
                        "c.yaml:20: trainer.optimizer.beta2 must be a number, got b",
                        "c.yaml:25: snapshots.every must be a duration such as 500 ms, 10 s, 15 min, 1 h or PT10S, got soon",
                        "c.yaml:25: snapshots.keep must be at least 1, got 0",
                        "c.yaml:25: snapshots.chunkBytes must be from 1024 to 16777216, got 3");
    }

    @Test
    void takesWordsOfOlderYamlAsTexts() {
        PipelineConfig config = load(GOOD.replace("model: fashion", "model: no") + "flink: {a: yes, b: 1.50, c: true}")
                .config();
        assertThat(config.model()).isEqualTo("no");
        assertThat(config.flink())
                .containsExactly(Map.entry("a", "yes"), Map.entry("b", "1.50"), Map.entry("c", "true"));
    }

    @Test
    void knowsAnchors() {
        PipelineConfig config = load("model: &name fashion\n"
                        + GOOD.substring(15).replace("images", "*name"))
                .config();
        assertThat(config.source().topic()).isEqualTo("fashion");
    }

    @Test
    void refusesAFileThatContainsItself() {
        assertThat(refusal(GOOD.replace("clip: []", "clip: &a [*a]")))
                .isEqualTo("c.yaml:18: trainer.clip[0] must not contain itself");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "'' | 'c.yaml: the file is empty; it needs at least model, kafka, source and trainer'",
                "'# nothing' | 'c.yaml: the file is empty; it needs at least model, kafka, source and trainer'",
                "just words | 'c.yaml:1: the file must be a section of keys and values, got just words'",
                "'[1, 2]' | 'c.yaml:1: the file must be a section of keys and values, got a list'",
                "'model: [' | 'c.yaml:1: the file is no YAML here: expected the node content, but found ''<stream end>'''",
                "'a: \u0007' | 'c.yaml: the file is no YAML: special characters are not allowed'",
            })
    void saysWhatIsNoConfiguration(String text, String message) {
        assertThat(refusal(text)).isEqualTo(message);
    }

    @Test
    void saysWhatFileCannotBeRead(@TempDir Path directory) throws IOException {
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1});

        assertThat(refusal(directory.resolve("absent.yaml")))
                .isEqualTo(directory.resolve("absent.yaml")
                        + ": the file does not exist; give the path of a configuration file");
        assertThat(refusal(directory))
                .isEqualTo(directory + ": the file is a directory; give the path of a configuration file");
        assertThat(refusal(binary))
                .isEqualTo(binary + ": the file is no text in UTF-8; give the path of a configuration file");
    }

    @Test
    void readsAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("c.yaml"), GOOD, StandardCharsets.UTF_8);
        assertThat(ConfigLoader.load(file).config()).isEqualTo(load(GOOD).config());
    }

    static LoadedConfig load(String text) {
        return ConfigLoader.load("c.yaml", text, Path.of("."), name -> null);
    }

    /** What is wrong with a text, a line for each problem. */
    static String refusal(String text) {
        return refusal(() -> load(text));
    }

    private static String refusal(Path file) {
        return refusal(() -> ConfigLoader.load(file));
    }

    private static String refusal(ThrowingCallable loading) {
        return catchThrowableOfType(ConfigException.class, loading).problems().stream()
                .map(Problem::toString)
                .collect(Collectors.joining("\n"));
    }
}
