package dev.millrace.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.pipeline.broker.TestBroker;
import dev.millrace.pipeline.config.ConfigLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A model that a job trained on rows of every kind, and what the job predicted of rows without a label that came after the last update: with the
 * weights, then, of its last snapshot.
 *
 * @param bootstrapServers of the broker
 * @param model its name; topics are named after it, the input {@code <model>.samples}
 * @param questions the rows without a label
 * @param predictions what the job predicted of them, in order
 */
record TrainedRows(String bootstrapServers, String model, List<String> questions, List<JsonNode> predictions) {

    static final int LABELLED = 1_600;

    private static final int QUESTIONS = 60;

    /** What can stand at {@code site}: names, and numbers that are named alike. */
    private static final List<String> SITES = List.of(
            "\"Brno\"", "\"Gent\"", "\"\u6d25\"", "7", "7.0", "\"7\"", "2.5", "12345678901234567", "true", "null");

    /** Trains it. */
    static TrainedRows train(TestBroker broker, Path directory, String model, String categories) throws Exception {
        Random random = new Random(11);
        List<byte @Nullable []> records = new ArrayList<>();
        for (int i = 0; i < LABELLED; i++) {
            int state = random.nextInt(3);
            records.add(row(random, state, List.of("new", "used", "worn").get(state)));
        }
        List<String> questions = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            byte[] row = row(random, random.nextInt(3), null);
            records.add(row);
            questions.add(new String(row, StandardCharsets.UTF_8));
        }
        TestTopic samples = new TestTopic(broker.bootstrapServers(), model + ".samples").create();
        samples.append(records);

        PipelineConfig config =
                ConfigLoader.load(file(broker, directory, model, categories)).config();
        new JobRunner(config, RunOptions.toTheEnd(), RunListener.NONE).run();

        List<JsonNode> predictions = new ArrayList<>();
        for (var record : new TestTopic(broker.bootstrapServers(), model + ".predictions").readAll()) {
            JsonNode prediction = new ObjectMapper().readTree(record.value());
            if (prediction.get("fate").asText().equals("unlabelled")) {
                predictions.add(prediction);
            }
        }
        return new TrainedRows(broker.bootstrapServers(), model, questions, predictions);
    }

    private static Path file(TestBroker broker, Path directory, String model, String categories) throws IOException {
        String yaml = """
                model: %s
                kafka: {bootstrapServers: "%s"}
                source:
                  topic: "%s.samples"
                  decoder:
                    type: json
                    schema:
                      - {kind: numeric, field: temperature, missing: indicator}
                      - {kind: categorical, field: site, missing: indicator}
                      - {kind: numeric, field: load, from: /axes/1/lo~1ad, missing: default, default: 0.5}
                      - {kind: numeric, field: constant}
                      - {kind: text, field: note}
                      - {kind: categorical, field: maker, missing: default, default: unknown}
                      - {kind: label, field: state, labels: [new, used, worn]}
                trainer:
                  encode: {type: tabular, maxScore: 2, categories: %s}
                  network: {type: mlp, hidden: [16, 8]}
                  batch: {size: 8}
                  learningRate: {type: constant, rate: 0.01}
                snapshots: {everySamples: 500}
                predictions: {topic: "{model}.predictions"}
                state: {directory: "%s", checkpointInterval: 500 ms}
                """.formatted(model, broker.bootstrapServers(), model, categories, directory.resolve("state"));
        return Files.writeString(directory.resolve(model + ".yaml"), yaml);
    }

    private static byte[] row(Random random, int state, @Nullable String label) {
        String row = """
                {"temperature": %s, "site": %s, "axes": [{}, {"lo/ad": %s}], "constant": 3, "note": "as %s", "maker": %s, "state": %s}\
                """.formatted(
                        random.nextInt(6) == 0 ? "null" : number(40 + 15 * state + 5 * random.nextGaussian()),
                        SITES.get(random.nextInt(SITES.size())),
                        random.nextInt(6) == 0 ? "null" : number(0.3 + 0.2 * state + 0.1 * random.nextGaussian()),
                        label,
                        random.nextInt(6) == 0 ? "null" : "\"maker " + (state * 20 + random.nextInt(40)) + "\"",
                        label == null ? "null" : "\"" + label + "\"");
        return row.getBytes(StandardCharsets.UTF_8);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
