package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Rejected;
import dev.millrace.sample.decode.SourceRecord;
import dev.millrace.trainer.snapshot.Manifest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a snapshot and a raw JSON row others predict what the trainer predicted: the encoders are part of the snapshot. */
@ExtendWith(BrokerExtension.class)
class RowPredictionsIT {

    private static final double TOLERANCE = 1e-5;

    /** Rows that neither the job nor the script takes. */
    private static final List<String> REFUSED = List.of(
            "{\"site\": \"Brno\", \"note\": \"\"}",
            "{\"site\": \"Brno\", \"constant\": 3}",
            "{\"site\": \"Brno\", \"constant\": \"3\", \"note\": \"\"}",
            "{\"site\": [1], \"constant\": 3, \"note\": \"\"}");

    private static final String PYTHON = System.getenv().getOrDefault("PYTHON", "/usr/bin/python3");

    @TempDir
    private Path directory;

    @Tag("broker")
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"client-one-hot; {type: one-hot, buckets: 16}", "client-embedding; {type: embedding, buckets: 64}"
            })
    void aClientInAFreshProcessPredictsWhatTheTrainerPredicted(String model, String categories, TestBroker broker)
            throws Exception {
        TrainedRows rows = TrainedRows.train(broker, directory, model, categories);

        try (MillraceProcess client = MillraceProcess.start(
                FreshClient.class,
                directory,
                List.of(),
                rows.bootstrapServers(),
                model,
                model + ".samples",
                Integer.toString(TrainedRows.LABELLED))) {
            assertThat(client.exitCode()).as(client.error()).isZero();
            List<String> lines = client.output().lines().toList();
            assertThat(lines).hasSize(1 + rows.questions().size());
            assertThat(rows.predictions()).hasSameSizeAs(rows.questions());
            for (int i = 0; i < rows.predictions().size(); i++) {
                JsonNode prediction = rows.predictions().get(i);
                String[] answer = lines.get(i + 1).split(" ", -1);
                assertThat(prediction.get("step").asText()).isEqualTo(lines.get(0));
                assertThat(prediction.get("offset").asText()).isEqualTo(answer[0]);
                for (int k = 0; k < 3; k++) {
                    assertThat(Double.parseDouble(answer[k + 1]))
                            .as(rows.questions().get(i))
                            .isCloseTo(prediction.get("output").get(k).asDouble(), within(TOLERANCE));
                }
            }
        }
    }

    /** What docs/snapshot-format.md shows. */
    @Tag("python")
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"python-one-hot; {type: one-hot, buckets: 16}", "python-embedding; {type: embedding, buckets: 64}"
            })
    void aScriptWithNumpyPredictsWhatTheTrainerPredicted(String model, String categories, TestBroker broker)
            throws Exception {
        TrainedRows rows = TrainedRows.train(broker, directory, model, categories);
        Path file = directory.resolve("rows.safetensors");
        Path manifest = directory.resolve("rows.json");
        StringWriter said = new StringWriter();
        int fetched = Main.commandLine()
                .setErr(new PrintWriter(said))
                .execute(
                        "snapshots",
                        "get",
                        "--model",
                        model,
                        "--kafka",
                        rows.bootstrapServers(),
                        "--out",
                        "" + file,
                        "--manifest",
                        "" + manifest);
        assertThat(fetched).as(said.toString()).isZero();

        List<String> lines = python(file, manifest, rows.questions());

        Manifest snapshot = Manifest.fromJson(Files.readAllBytes(manifest));
        assertThat(lines).hasSameSizeAs(rows.questions());
        for (int i = 0; i < lines.size(); i++) {
            JsonNode prediction = rows.predictions().get(i);
            JsonNode answer = new ObjectMapper().readTree(lines.get(i));
            assertThat(prediction.get("step").asLong()).isEqualTo(snapshot.step());
            for (int k = 0; k < 3; k++) {
                assertThat(answer.get(snapshot.labels().get(k)).asDouble())
                        .as(rows.questions().get(i))
                        .isCloseTo(prediction.get("output").get(k).asDouble(), within(TOLERANCE));
            }
        }
        assertThat(python(file, manifest, REFUSED))
                .containsExactly(
                        "{\"refused\": \"constant is missing\"}",
                        "{\"refused\": \"note is missing\"}",
                        "{\"refused\": \"constant is no numeric value\"}",
                        "{\"refused\": \"site is no categorical value\"}");
        assertThat(REFUSED).allSatisfy(row -> assertThat(decoded(snapshot, row)).isInstanceOf(Rejected.class));
    }

    private static Ingested decoded(Manifest snapshot, String row) {
        return Objects.requireNonNull(snapshot.decoder())
                .decode(SourceRecord.of(Origin.of("rows", 0, 0), row.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> python(Path file, Path manifest, List<String> questions) throws Exception {
        Path input = Files.write(directory.resolve("questions.json"), questions, StandardCharsets.UTF_8);
        Path output = directory.resolve("answers.txt");
        Path error = directory.resolve("python.err");
        Process python = new ProcessBuilder(PYTHON, "../docs/predict_row.py", "" + file, "" + manifest)
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(error.toFile())
                .start();
        try {
            assertThat(python.waitFor(200, TimeUnit.SECONDS)).isTrue();
            assertThat(python.exitValue()).as(Files.readString(error)).isZero();
        } finally {
            python.destroyForcibly();
        }
        return Files.readAllLines(output);
    }
}
