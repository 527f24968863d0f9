package dev.millrace.pipeline.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.client.Prediction;
import dev.millrace.client.Prediction.Answer;
import dev.millrace.client.SnapshotPredictor;
import dev.millrace.client.SnapshotSubscriber;
import dev.millrace.trainer.snapshot.Manifest;
import dev.millrace.trainer.snapshot.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A downstream service, as the demo needs one: a process of its own that knows broker, topic and model, fetches each snapshot, and tests it on
 * records as they are on the topic, which it did not train on. Prints one {@link SnapshotScore} a line. Ends after the snapshot that was trained on
 * {@code samples}, or when its standard input ends, as it does when the process ends that started it.
 *
 * <pre>SnapshotTester BOOTSTRAP_SERVERS TOPIC MODEL STREAM SAMPLES</pre>
 */
final class SnapshotTester {

    private static final int BATCH = 100;

    private final DemoStream stream;
    private final long samples;
    private final ObjectMapper json = new ObjectMapper();

    private SnapshotTester(DemoStream stream, long samples) {
        this.stream = stream;
        this.samples = samples;
    }

    /** Runs until the last snapshot was tested. */
    public static void main(String[] arguments) throws IOException {
        endWithStandardInput();
        new SnapshotTester(DemoStream.named(arguments[3]), Long.parseLong(arguments[4]))
                .run(arguments[0], arguments[1], arguments[2]);
        System.exit(0);
    }

    private static void endWithStandardInput() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nothing is said on it; only its end is waited for.
                        }
                    } catch (IOException e) {
                        // An end as well.
                    }
                    Runtime.getRuntime().halt(0);
                },
                "standard-input");
        watch.setDaemon(true);
        watch.start();
    }

    private void run(String bootstrapServers, String topic, String model) throws IOException {
        SnapshotPredictor predictor = null;
        try (SnapshotSubscriber subscriber =
                SnapshotSubscriber.open(Map.of("bootstrap.servers", bootstrapServers), topic, model)) {
            long trained = 0;
            while (trained < samples) {
                for (Snapshot snapshot : subscriber.next(Duration.ofSeconds(1))) {
                    Instant fetched = Instant.now();
                    predictor = updated(predictor, snapshot);
                    System.out.println(json.writeValueAsString(score(snapshot, predictor, fetched)));
                    System.out.flush();
                    trained = snapshot.manifest().samples();
                }
            }
        } finally {
            if (predictor != null) {
                predictor.close();
            }
        }
    }

    private static SnapshotPredictor updated(@Nullable SnapshotPredictor predictor, Snapshot snapshot) {
        if (predictor == null) {
            return SnapshotPredictor.of(snapshot);
        }
        predictor.update(snapshot);
        return predictor;
    }

    private SnapshotScore score(Snapshot snapshot, SnapshotPredictor predictor, Instant fetched) {
        Manifest manifest = snapshot.manifest();
        Confusion confusion = new Confusion(manifest.labels());
        List<TestRecord> tests = stream.tests(manifest.samples(), samples);
        for (int from = 0; from < tests.size(); from += BATCH) {
            test(predictor, tests.subList(from, Math.min(tests.size(), from + BATCH)), confusion);
        }
        return new SnapshotScore(
                manifest.version(),
                manifest.step(),
                manifest.samples(),
                confusion.total(),
                confusion.accuracy(),
                confusion.logLoss(),
                manifest.bytes(),
                Duration.between(Instant.parse(manifest.createdAt()), fetched).toMillis(),
                confusion.counts());
    }

    private static void test(SnapshotPredictor predictor, List<TestRecord> tests, Confusion confusion) {
        List<Prediction> predictions =
                predictor.predictRecords(tests.stream().map(TestRecord::value).toList());
        for (int i = 0; i < tests.size(); i++) {
            if (!(predictions.get(i) instanceof Answer answer)) {
                throw new IllegalStateException("a record of the demo was refused: " + predictions.get(i));
            }
            confusion.add(answer, tests.get(i).label());
        }
    }
}
