package dev.millrace.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfigPrinterTest {

    @Test
    void printsWhatReadsBackToAnEqualConfiguration() {
        LoadedConfig loaded = ConfigLoaderTest.load(ConfigLoaderTest.GOOD);
        assertThat(ConfigLoaderTest.load(ConfigPrinter.print(loaded)).config()).isEqualTo(loaded.config());
    }

    @Test
    void marksWhatTheFileDoesNotSay() {
        assertThat(print(ConfigLoaderTest.GOOD).lines())
                .contains(
                        "  bootstrapServers: localhost:9092",
                        "  transactionTimeout: 15 min # default",
                        "  properties: {} # default",
                        "augment: [] # default",
                        "  everySamples: null # default",
                        "  every: 10 s",
                        "  topic: fashion.snapshots # default",
                        "  clip: []");
    }

    @Test
    void leavesOutASecretThatStandsInTheFileAndWarnsOfIt() {
        LoadedConfig loaded = ConfigLoaderTest.load(ConfigLoaderTest.GOOD.replace(
                        "source:", "  properties: {ssl.key.password: s3cret, ssl.keystore.type: PEM}\nsource:")
                + "flink: {s3.secret-key: s3cret}");

        assertThat(ConfigPrinter.print(loaded))
                .contains("    ssl.key.password: (hidden) # a secret: give it as ${env:NAME} or ${file:PATH}")
                .contains("  s3.secret-key: (hidden) #")
                .contains("    ssl.keystore.type: PEM\n")
                .doesNotContain("s3cret");
        assertThat(loaded.warnings())
                .extracting(Problem::key)
                .containsExactly("flink.s3.secret-key", "kafka.properties.ssl.key.password");
        assertThat(loaded.warnings())
                .allSatisfy(warning -> assertThat(warning.message()).doesNotContain("s3cret"));
    }

    @Test
    void quotesTextsThatLookLikeSomethingElse() {
        String text = ConfigLoaderTest.GOOD + "flink: {a: '12', b: 'true', c: '# x', d: 'a: b', e: '', f: 'null'}";
        LoadedConfig loaded = ConfigLoaderTest.load(text);
        assertThat(ConfigLoaderTest.load(ConfigPrinter.print(loaded)).config().flink())
                .isEqualTo(Map.of("a", "12", "b", "true", "c", "# x", "d", "a: b", "e", "", "f", "null"));
    }

    @Test
    void printsNumbersByNameInTheOrderOfTheFile() {
        String text = ConfigLoaderTest.GOOD
                .replace("shirt, trouser, 7", "'null', 'a: b', 7, '#'")
                .replace("clip: []", "classWeights: {type: fixed, weights: {7: 2, '#': 3, 'a: b': 0.5, 'null': 1}}");
        LoadedConfig loaded = ConfigLoaderTest.load(text);

        assertThat(print(text)).containsSubsequence("'7': 2.0", "'#': 3.0", "'a: b': 0.5", "'null': 1.0");
        assertThat(ConfigLoaderTest.load(print(text)).config()).isEqualTo(loaded.config());
    }

    @Test
    void printsAugmentationsInsideOfOthersWithTheirDefaults() {
        String text = ConfigLoaderTest.GOOD
                + "augment: [{type: sometimes, apply: {type: one-of, choices: [{type: rotation}, {type: random-crop, padding: 2}]}}]";
        String printed = print(text);

        assertThat(printed)
                .contains("probability: 0.5 # default", "maxDegrees: 10.0 # default", "weights: null # default")
                .containsOnlyOnce("padding: 2\n");
        assertThat(ConfigLoaderTest.load(printed).config())
                .isEqualTo(ConfigLoaderTest.load(text).config());
        assertThat(ConfigSchemaTest.errors(printed)).isEmpty();
    }

    @Test
    void printsPlaceholdersAndNotWhatTheyStandFor() {
        String text = ConfigLoaderTest.GOOD.replace(
                "source:", "  properties: {sasl.jaas.config: 'password=\"${env:PASSWORD}\";'}\nsource:");
        String printed = ConfigPrinter.print(ConfigLoader.load("c.yaml", text, Path.of("."), name -> "s3cret"));
        assertThat(printed).contains("${env:PASSWORD}").doesNotContain("s3cret");
    }

    @Test
    void readsBackAListTooLongForALine() {
        String labels = IntStream.range(0, 40).mapToObj(i -> "long label " + i).collect(Collectors.joining(", "));
        LoadedConfig loaded = ConfigLoaderTest.load(ConfigLoaderTest.GOOD.replace("shirt, trouser, 7", labels));
        assertThat(ConfigLoaderTest.load(ConfigPrinter.print(loaded)).config()).isEqualTo(loaded.config());
    }

    private static String print(String text) {
        return ConfigPrinter.print(ConfigLoaderTest.load(text));
    }
}
