package dev.millrace.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.sample.decode.row.CategoricalField;
import dev.millrace.sample.decode.row.JsonRow;
import dev.millrace.sample.decode.row.LabelField;
import dev.millrace.sample.decode.row.MissingPolicy;
import dev.millrace.sample.decode.row.NumericField;
import dev.millrace.sample.decode.row.Range;
import dev.millrace.sample.decode.row.UnknownFields;
import dev.millrace.sample.decode.row.WrongTypePolicy;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Rows for integration tests: readings of a machine whose temperature and load rise as it wears. */
final class TestRows {

    static final JsonRow DECODER = new JsonRow(
            List.of(
                    new NumericField(
                            "temperature",
                            null,
                            MissingPolicy.INDICATOR,
                            null,
                            WrongTypePolicy.REFUSE,
                            "°C",
                            new Range(-40, 150)),
                    new NumericField(
                            "load", "/axes/0/load", MissingPolicy.DEFAULT, 0.5, WrongTypePolicy.MISSING, null, null),
                    new CategoricalField("site", null, MissingPolicy.REFUSE, null, WrongTypePolicy.REFUSE),
                    new LabelField("state", null, List.of("new", "used", "worn"))),
            UnknownFields.IGNORE,
            500);

    /** {@link #DECODER}, as it stands in a file. */
    static final String YAML = """
            {type: json, maxBytes: 500, schema: [
              {kind: numeric, field: temperature, unit: °C, range: [-40, 150], missing: indicator},
              {kind: numeric, field: load, from: /axes/0/load, missing: default, default: 0.5, wrongType: missing},
              {kind: categorical, field: site},
              {kind: label, field: state, labels: [new, used, worn]}]}""";

    /** A decoder of {@link #csv}, to the same samples. */
    static final String CSV_YAML = """
            {type: csv, columns: [site, temperature, load, state], schema: [
              {kind: numeric, field: temperature, unit: °C, range: [-40, 150], missing: indicator},
              {kind: numeric, field: load, missing: default, default: 0.5, wrongType: missing},
              {kind: categorical, field: site},
              {kind: label, field: state, labels: [new, used, worn]}]}""";

    private TestRows() {}

    /** Labelled rows; every tenth or so lacks its temperature. From one seed always the same. */
    static List<byte @Nullable []> records(int count, long seed) {
        Random random = new Random(seed);
        List<byte @Nullable []> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(text(random).getBytes(StandardCharsets.UTF_8));
        }
        return records;
    }

    /** The rows of {@link #records}, as CSV. */
    static List<byte @Nullable []> csv(int count, long seed) {
        Random random = new Random(seed);
        List<byte @Nullable []> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            JsonNode row = tree(text(random));
            String line = String.join(
                    ",",
                    row.get("site").asText(),
                    row.get("temperature").asText(""),
                    row.at("/axes/0/load").asText(),
                    row.get("state").asText());
            records.add(line.getBytes(StandardCharsets.UTF_8));
        }
        return records;
    }

    private static JsonNode tree(String row) {
        try {
            return new ObjectMapper().readTree(row);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One labelled row. */
    static String text(Random random) {
        int state = random.nextInt(3);
        String temperature = random.nextInt(10) == 0 ? "null" : number(40 + 15 * state + 5 * random.nextGaussian());
        return "{\"site\": \"%s\", \"temperature\": %s, \"axes\": [{\"load\": %s}], \"state\": \"%s\"}"
                .formatted(
                        List.of("Brno", "Linz", "Gent").get(random.nextInt(3)),
                        temperature,
                        number(0.3 + 0.2 * state + 0.1 * random.nextGaussian()),
                        List.of("new", "used", "worn").get(state));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
