package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import dev.millrace.pipeline.metrics.MetricsRecord;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Rejected;
import dev.millrace.sample.Sample;
import dev.millrace.sample.decode.SourceRecord;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A topic of rows, good ones and others: each is trained, predicted or a dead letter, and the numbers add up. */
@Tag("broker")
@ExtendWith(BrokerExtension.class)
class RowsIT {

    private static final int RECORDS = 6_000;

    @TempDir
    private Path directory;

    /** What is done to a row, and what becomes of it. */
    private enum Change {
        NONE("trained"),
        NO_LABEL("unlabelled"),
        NULL_LABEL("unlabelled"),
        TWO_FIELDS_MORE("trained", 2, 0),
        LOAD_OF_ANOTHER_TYPE("trained", 0, 1),
        NO_LOAD("trained", 0, 1),
        NO_SITE("missing-field"),
        TEMPERATURE_AS_TEXT("wrong-type"),
        TEMPERATURE_OUTSIDE("out-of-range"),
        TEMPERATURE_NAN("nan"),
        TEMPERATURE_INFINITE("infinite"),
        ANOTHER_LABEL("unknown-label"),
        CUT("undecodable"),
        TWICE("undecodable"),
        KEY_TWICE("undecodable"),
        LATIN("undecodable"),
        LONG("too-large"),
        NO_VALUE("null-value");

        private final String fate;
        private final int unknownFields;
        private final int filledFields;

        Change(String fate) {
            this(fate, 0, 0);
        }

        Change(String fate, int unknownFields, int filledFields) {
            this.fate = fate;
            this.unknownFields = unknownFields;
            this.filledFields = filledFields;
        }

        byte @Nullable [] of(String row) {
            Charset charset = this == LATIN ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
            return this == NO_VALUE ? null : text(row).getBytes(charset);
        }

        private String text(String row) {
            return switch (this) {
                case NONE, NO_VALUE -> row;
                case NO_LABEL -> row.replaceFirst(", \"state\": \"\\w+\"", "");
                case NULL_LABEL -> row.replaceFirst("\"state\": \"\\w+\"", "\"state\": null");
                case TWO_FIELDS_MORE -> row.replaceFirst("}$", ", \"firmware\": \"2.1\", \"raw\": {\"a\": [1]}}");
                case LOAD_OF_ANOTHER_TYPE -> row.replaceFirst("\"load\": [^}]*", "\"load\": \"high\"");
                case NO_LOAD -> row.replaceFirst("\\[\\{\"load\": [^}]*}]", "[]");
                case NO_SITE -> row.replaceFirst("\"site\": \"\\w+\", ", "");
                case TEMPERATURE_AS_TEXT -> withTemperature(row, "\"48.5\"");
                case TEMPERATURE_OUTSIDE -> withTemperature(row, "150.001");
                case TEMPERATURE_NAN -> withTemperature(row, "NaN");
                case TEMPERATURE_INFINITE -> withTemperature(row, "\"-Infinity\"");
                case ANOTHER_LABEL -> row.replaceFirst("\"state\": \"\\w+\"", "\"state\": \"lost\"");
                case CUT -> row.substring(0, row.length() / 2);
                case TWICE -> row + row;
                case KEY_TWICE -> row.replaceFirst("}$", ", \"site\": \"Gent\"}");
                case LATIN -> row.replaceFirst("Brno|Linz|Gent", "Köln");
                case LONG -> row.replaceFirst("}$", ", \"note\": \"" + "n".repeat(500) + "\"}");
            };
        }

        private static String withTemperature(String row, String value) {
            return row.replaceFirst("\"temperature\": [^,]*", "\"temperature\": " + value);
        }
    }

    /** The stream, and what is to come of it. */
    private static final class Stream {
        private final List<byte @Nullable []> values = new ArrayList<>();
        private final Map<Long, String> fates = new TreeMap<>();
        private long unknownFields;
        private long filledFields;

        /** A changed row; what becomes of it is known beforehand. */
        void add(Change change, String row) {
            fates.put((long) values.size(), change.fate);
            values.add(change.of(row));
            if (change.fate.equals("trained") || change.fate.equals("unlabelled")) {
                unknownFields += change.unknownFields;
                filledFields += change.filledFields + (row.contains("\"temperature\": null") ? 1 : 0);
            }
        }

        /** A row with a few bits turned, which may be anything afterwards: what the decoder says. */
        void addDamaged(String row, Random random) {
            byte[] value = row.getBytes(StandardCharsets.UTF_8);
            for (int i = random.nextInt(3); i >= 0; i--) {
                value[random.nextInt(value.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Ingested ingested = TestRows.DECODER.decode(SourceRecord.of(Origin.of("rows", 0, 0), value));
            if (ingested instanceof Rejected rejected) {
                fates.put((long) values.size(), rejected.reason().label());
            } else {
                Sample sample = (Sample) ingested;
                fates.put((long) values.size(), sample.isLabelled() ? "trained" : "unlabelled");
                unknownFields += sample.deviations().unknownFields();
                filledFields += sample.deviations().filledFields();
            }
            values.add(value);
        }

        Map<String, Long> counts() {
            return fates.values().stream()
                    .collect(Collectors.groupingBy(fate -> fate, TreeMap::new, Collectors.counting()));
        }
    }

    @Test
    void everyRowIsTrainedPredictedOrADeadLetter(TestBroker broker) throws Exception {
        Stream stream = stream();
        TestJob job = TestJob.of("mixed-rows", broker.bootstrapServers(), directory)
                .decodedBy(TestRows.YAML)
                .encodedBy("{type: tabular}");
        job.samples().create().append(stream.values);

        RunSummary summary = job.run(RunOptions.toTheEnd());

        Map<Long, String> fates = new TreeMap<>();
        for (JsonNode prediction : job.predictions()) {
            fates.put(prediction.get("offset").asLong(), prediction.get("fate").asText());
        }
        for (ConsumerRecord<byte[], byte[]> letter : job.topic("dead-letters").readAll()) {
            Map<String, String> headers = TestTopic.headers(letter);
            long offset = Long.parseLong(headers.get("offset"));
            assertThat(fates.put(offset, headers.get("reason"))).isNull();
            assertThat(letter.value()).isEqualTo(stream.values.get((int) offset));
        }
        assertThat(fates).isEqualTo(stream.fates);

        Map<String, Long> counts = stream.counts();
        assertThat(counts)
                .containsKeys("missing-field", "wrong-type", "out-of-range", "nan", "infinite", "unknown-label");
        MetricsRecord last = job.metrics().get(job.metrics().size() - 1);
        assertThat(last.consumed()).isEqualTo(RECORDS);
        assertThat(last.trained()).isEqualTo(counts.remove("trained")).isEqualTo(summary.trained());
        assertThat(last.unlabelled()).isEqualTo(counts.remove("unlabelled"));
        assertThat(last.deadLetters()).isEqualTo(counts);
        assertThat(last.unknownFields()).isEqualTo(stream.unknownFields).isPositive();
        assertThat(last.filledFields()).isEqualTo(stream.filledFields).isPositive();
    }

    @Test
    void rowsOfCsvTrainTheVeryModelThatTheyTrainAsJson(TestBroker broker) throws Exception {
        TestJob json = TestJob.of("rows-json", broker.bootstrapServers(), directory)
                .decodedBy(TestRows.YAML)
                .encodedBy("{type: tabular}");
        json.samples().create().append(TestRows.records(1_000, 19));
        TestJob csv = TestJob.of("rows-csv", broker.bootstrapServers(), directory)
                .decodedBy(TestRows.CSV_YAML)
                .encodedBy("{type: tabular}");
        csv.samples().create().append(TestRows.csv(1_000, 19));

        RunSummary ofJson = json.run(RunOptions.toTheEnd());
        RunSummary ofCsv = csv.run(RunOptions.toTheEnd());

        assertThat(ofCsv.trained()).isEqualTo(1_000);
        assertThat(ofCsv.parametersSha256()).isEqualTo(ofJson.parametersSha256());
        MetricsRecord last = csv.metrics().get(csv.metrics().size() - 1);
        assertThat(last.filledFields()).isPositive();
    }

    private static Stream stream() {
        Stream stream = new Stream();
        Random random = new Random(20261124);
        Change[] changes = Change.values();
        while (stream.values.size() < RECORDS) {
            String row = TestRows.text(random);
            int kind = random.nextInt(4 * changes.length);
            if (kind < changes.length) {
                stream.add(changes[kind], row);
            } else if (kind < 2 * changes.length) {
                stream.addDamaged(row, random);
            } else {
                stream.add(Change.NONE, row);
            }
        }
        return stream;
    }
}
