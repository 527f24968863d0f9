package dev.millrace.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.pipeline.Main;
import dev.millrace.pipeline.MillraceProcess;
import dev.millrace.pipeline.TestTopic;
import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.LoopbackPort;
import dev.millrace.pipeline.broker.TestBroker;
import dev.millrace.pipeline.config.ConfigLoader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code millrace init}: what it writes runs unchanged, and what is wrong with a topic is said in a sentence. */
@ExtendWith(BrokerExtension.class)
class InitIT {

    private static final String TABLES = "src/test/resources/dev/millrace/pipeline/init/";
    private static final String IMAGES = "src/main/resources/dev/millrace/pipeline/demo/fashion-mnist";

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final String servers;

    InitIT(TestBroker broker) {
        this.servers = broker.bootstrapServers();
    }

    /** The same training for every table, so the figures say what it is worth: no file has a setting of its own. */
    @ParameterizedTest
    @CsvSource({
        "init-letter,  " + TABLES + "letter.csv.gz,       0.69",
        "init-weather, " + TABLES + "weather_noaa.csv.gz, 0.78",
    })
    void whatItWritesForATableRunsAndLearns(String topic, String file, double accuracy) throws Exception {
        assertThat(run("produce", file, "--topic", topic, "--kafka", servers))
                .as(err.toString())
                .isZero();

        JsonNode summary = initAndRun(topic);

        assertThat(summary.get("deadLetters").asLong()).isZero();
        assertThat(summary.get("prequentialAccuracy").asDouble()).isGreaterThanOrEqualTo(accuracy);
    }

    @ParameterizedTest
    @CsvSource({"init-png, png", "init-tensor, tensor"})
    void whatItWritesForImagesRunsAndLearns(String topic, String form) throws Exception {
        assertThat(run("produce", IMAGES, "--as", form, "--to", "3000", "--topic", topic, "--kafka", servers))
                .as(err.toString())
                .isZero();

        JsonNode summary = initAndRun(topic);

        assertThat(summary.get("deadLetters").asLong()).isZero();
        assertThat(summary.get("prequentialAccuracy").asDouble())
                .isGreaterThan(3 * summary.get("noChangeAccuracy").asDouble());
    }

    private JsonNode initAndRun(String topic) throws Exception {
        Path config = directory.resolve("millrace.yaml");
        assertThat(init(topic)).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("decoded        all 1,000 records")
                .endsWith("  millrace run " + config + "\n");
        try (MillraceProcess run = MillraceProcess.start(
                directory, List.of(), "run", "millrace.yaml", "--bounded", "--summary", "summary.json")) {
            assertThat(run.exitCode()).as(run.error()).isZero();
        }
        return new ObjectMapper().readTree(directory.resolve("summary.json").toFile());
    }

    @Test
    void neverOverwritesAFile() throws Exception {
        fill("init-kept", rows(50, "label"));
        Path config = Files.writeString(directory.resolve("millrace.yaml"), "mine");

        assertThat(init("init-kept")).isEqualTo(1);
        assertThat(err.toString().strip())
                .isEqualTo(config + " exists and is not overwritten; name another with --out, or move it away");
        assertThat(config).hasContent("mine");
    }

    @Test
    void neverOverwritesADraftThatSomebodyHasPutWorkInto() throws Exception {
        fill("init-edited", rows(50, "state"));
        assertThat(init("init-edited", "--label", "status")).isEqualTo(1);
        Path config = directory.resolve("millrace.yaml");
        String edited = Files.readString(config).replace("model: init-edited", "model: mine");
        Files.writeString(config, edited);

        assertThat(init("init-edited", "--label", "state")).isEqualTo(1);
        assertThat(err.toString()).contains(config + " exists and is not overwritten");
        assertThat(config).hasContent(edited);
    }

    @Test
    void saysThatThereIsNoPlaceForTheFile() {
        assertThat(run("init", "--topic", "x", "--kafka", servers, "--out", directory + "/no/where.yaml"))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith("--out must be in a directory that exists and can be written");
    }

    @Test
    void writesNothingForAMixture() throws Exception {
        List<byte[]> values = new ArrayList<>(rows(50, "label"));
        values.addAll(IntStream.range(0, 50)
                .mapToObj(i -> new byte[] {1, 2, (byte) i})
                .toList());
        fill("init-mixed", values);

        assertThat(init("init-mixed")).isEqualTo(1);
        assertThat(err.toString().strip())
                .isEqualTo("50 of 100 records are JSON objects, 50 are other bytes; a configuration reads one format:"
                        + " give each a topic of its own");
        assertThat(directory.resolve("millrace.yaml")).doesNotExist();
    }

    @Test
    void writesTheCandidatesWhereTheLabelIsOpen() throws Exception {
        fill("init-open", rows(50, "state"));

        assertThat(init("init-open", "--label", "status")).isEqualTo(1);
        assertThat(out.toString())
                .contains("not decided    the label: no record has a field status; say it with --label FIELD")
                .endsWith("Wrote " + directory.resolve("millrace.yaml") + ".\n");
        assertThat(err.toString().lines()).singleElement().asString().contains("millrace.yaml does not run yet");

        assertThat(init("init-open", "--label", "state"))
                .as("replaces what it could not finish: " + err)
                .isZero();
        assertThat(ConfigLoader.load(directory.resolve("millrace.yaml"))
                        .config()
                        .source()
                        .decoder()
                        .contract()
                        .labels())
                .containsExactly("fine", "worn");
    }

    @Test
    void saysThatNoBrokerAnswers() throws Exception {
        int nobody = LoopbackPort.free();
        assertThat(run("init", "--topic", "x", "--kafka", "localhost:" + nobody, "--out", directory + "/m.yaml"))
                .isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("no Kafka broker answered at localhost:" + nobody);
    }

    @Test
    void passesPropertiesOnAndKeepsSecretsOutOfTheFile() throws Exception {
        fill("init-properties", rows(50, "label"));
        Files.writeString(directory.resolve("id"), "init-test\n");
        String id = "${file:" + directory.resolve("id") + "}";

        assertThat(init("init-properties", "--property", "client.id=" + id, "--property", "client.rack=a b"))
                .as(err.toString())
                .isZero();
        assertThat(directory.resolve("millrace.yaml")).content().contains("client.id: \"" + id + "\"");
        assertThat(ConfigLoader.load(directory.resolve("millrace.yaml"))
                        .config()
                        .kafka()
                        .properties())
                .containsEntry("client.id", "init-test")
                .containsEntry("client.rack", "a b");

        assertThat(init("x", "--property", "ssl.key.password=open", "--out", directory + "/2.yaml"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--property ssl.key.password holds a secret, which others would see: give it as ${env:NAME} or ${file:PATH}")
                .doesNotContain("open");
        assertThat(init("x", "--property", "acks=0", "--out", directory + "/2.yaml"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--property acks must be left out");
    }

    private int init(String topic, String... more) {
        List<String> arguments = new ArrayList<>(List.of("init", "--topic", topic, "--kafka", servers));
        if (!List.of(more).contains("--out")) {
            arguments.addAll(List.of("--out", directory.resolve("millrace.yaml").toString()));
        }
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }

    private void fill(String topic, List<byte[]> values) throws Exception {
        new TestTopic(servers, topic).create().append(new ArrayList<>(values));
    }

    private static List<byte[]> rows(int count, String label) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"a\": %s, \"%s\": \"%s\"}"
                        .formatted(Math.sin(i), label, i % 2 == 0 ? "fine" : "worn")
                        .getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
