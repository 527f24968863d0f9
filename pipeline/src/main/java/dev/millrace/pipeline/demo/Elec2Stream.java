package dev.millrace.pipeline.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.RunSummary;
import dev.millrace.pipeline.dataset.CsvRows;
import dev.millrace.pipeline.dataset.DataRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Half hours of the electricity market of New South Wales, in the order in which they came, each once. On a stream that drifts the honest score is the
 * prequential one. Each snapshot is tested as well, on the rows that follow it until the next: what a service sees that fetches a model now and then.
 */
final class Elec2Stream implements DemoStream {

    static final String NAME = "elec2";

    /** Below, a part between two snapshots is too short for an accuracy. */
    private static final long FEWEST_SAMPLES = 1_000;

    /** Both divide the 45,312 rows, so that the last snapshot and the last window end with them. */
    private static final int WINDOWS = 96;

    private static final int WINDOWS_OF_A_SNAPSHOT = 8;
    private static final long FEWEST_OF_A_WINDOW = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CsvRows rows = CsvRows.of(
            "elec2.csv.gz", () -> Objects.requireNonNull(Elec2Stream.class.getResourceAsStream("elec2/elec2.csv.gz")));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public long defaultSamples() {
        return rows.size();
    }

    @Override
    public void requireSamples(long samples) {
        if (samples < FEWEST_SAMPLES || samples > rows.size()) {
            throw new IllegalArgumentException("samples must be in [" + FEWEST_SAMPLES + ", " + rows.size()
                    + "], the rows of elec2, got " + samples + ": a stream that goes by time has no second pass");
        }
    }

    @Override
    public Map<String, String> places(long samples) {
        return Map.of(
                "snapshotSamples", Long.toString(snapshotSamples(samples)),
                "metricsSamples", Long.toString(metricsSamples(samples)));
    }

    private static long snapshotSamples(long samples) {
        return WINDOWS_OF_A_SNAPSHOT * metricsSamples(samples);
    }

    private static long metricsSamples(long samples) {
        return Math.max(FEWEST_OF_A_WINDOW, (samples + WINDOWS - 1) / WINDOWS);
    }

    @Override
    public Stream<DataRecord> records(long samples) {
        return rows.records(0, samples);
    }

    @Override
    public List<TestRecord> tests(long trained, long samples) {
        try (Stream<DataRecord> records =
                rows.records(trained, Math.min(samples, trained + snapshotSamples(samples)))) {
            return records.map(record -> new TestRecord(record.value(), label(record.value())))
                    .toList();
        }
    }

    private static String label(byte[] row) {
        try {
            return JSON.readTree(row).get("label").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String training() {
        return "a perceptron on the rows of an electricity market";
    }

    @Override
    public String accuracyNote(long samples) {
        return "prequential";
    }

    @Override
    public String told(SnapshotScore score) {
        return score.accuracy() == null
                ? "no row follows it"
                : String.format(
                        Locale.ROOT, "accuracy %.4f on the %,d rows that follow it", score.accuracy(), score.tested());
    }

    @Override
    public Map<String, String> verdict(DemoResult result) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("served", served(Served.of(result)));
        lines.put("prequential", prequential(result.run()));
        return lines;
    }

    private static String served(Served served) {
        return served.parts().isEmpty()
                ? "no snapshot was tested"
                : String.format(
                        Locale.ROOT,
                        "accuracy %.4f of snapshots that stood still for the rows after them, %.4f of the trainer on the same rows",
                        served.accuracy(),
                        served.trainerAccuracy());
    }

    private static String prequential(RunSummary run) {
        return run.prequentialAccuracy() == null
                ? "no row was scored"
                : String.format(
                        Locale.ROOT,
                        "accuracy %.4f over %,d rows, each tested before it trained; floors: repeating the last label %.4f, naming the most"
                                + " frequent %.4f",
                        run.prequentialAccuracy(),
                        run.samples(),
                        run.noChangeAccuracy(),
                        run.majorityAccuracy());
    }

    @Override
    public void summarise(DemoResult result, ObjectNode summary) {
        Served served = Served.of(result);
        summary.put("servedAccuracy", served.parts().isEmpty() ? null : Double.valueOf(served.accuracy()));
    }

    @Override
    public void report(DemoResult result, PipelineConfig config, ObjectNode data) {
        data.put(
                "title",
                String.format(
                        Locale.ROOT,
                        "Trained on %,d rows from a Kafka topic",
                        result.run().samples()));
        data.put(
                "lead",
                "Is electricity in New South Wales dearer than its mean of the last day? Each half hour came as one JSON object, in the order of"
                        + " time; the model answered, then learnt from it.");
        data.put("credits", "Rows: electricity market of New South Wales, Harries 1999; Gama et al. 2004.");
        data.set("served", JSON.valueToTree(Served.of(result).parts()));
        try (Stream<DataRecord> first = rows.records(0, 1)) {
            first.forEach(record -> data.put("record", new String(record.value(), StandardCharsets.UTF_8)));
        }
    }
}
