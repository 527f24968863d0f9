package dev.millrace.pipeline.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.client.Prediction.Answer;
import dev.millrace.client.SnapshotPredictor;
import dev.millrace.client.SnapshotSubscriber;
import dev.millrace.pipeline.dataset.LabelledImages;
import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.trainer.snapshot.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A downstream service, as the demo needs one: a process of its own that knows broker, topic and model, fetches each snapshot, and scores it on
 * images that never trained. Prints one {@link HoldoutScore} a line. Ends after the snapshot that was trained on {@code samples}, or when its
 * standard input ends, as it does when the process ends that started it.
 *
 * <pre>HoldoutScorer BOOTSTRAP_SERVERS TOPIC MODEL SAMPLES</pre>
 */
final class HoldoutScorer {

    private static final int BATCH = 100;
    private static final double SMALLEST_PROBABILITY = 1e-15;

    private final LabelledImages images = FashionMnist.load();
    private final ObjectMapper json = new ObjectMapper();

    private HoldoutScorer() {}

    /** Runs until the last snapshot was scored. */
    public static void main(String[] arguments) throws IOException {
        endWithStandardInput();
        new HoldoutScorer().run(arguments[0], arguments[1], arguments[2], Long.parseLong(arguments[3]));
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

    private void run(String bootstrapServers, String topic, String model, long samples) throws IOException {
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

    private HoldoutScore score(Snapshot snapshot, SnapshotPredictor predictor, Instant fetched) {
        int classes = snapshot.manifest().labels().size();
        int[][] confusion = new int[classes][classes];
        double logLoss = 0;
        int right = 0;
        for (int from = images.size() - FashionMnist.HELD_OUT; from < images.size(); from += BATCH) {
            int to = Math.min(images.size(), from + BATCH);
            List<Answer> answers = predictor.predict(features(from, to));
            for (int i = from; i < to; i++) {
                int label = images.label(i);
                Answer answer = answers.get(i - from);
                int given = snapshot.manifest().labels().indexOf(answer.label());
                confusion[label][given]++;
                right += given == label ? 1 : 0;
                logLoss -= Math.log(Math.max(answer.probabilities()[label], SMALLEST_PROBABILITY));
            }
        }
        Instant created = Instant.parse(snapshot.manifest().createdAt());
        return new HoldoutScore(
                snapshot.manifest().version(),
                snapshot.manifest().step(),
                snapshot.manifest().samples(),
                right / (double) FashionMnist.HELD_OUT,
                logLoss / FashionMnist.HELD_OUT,
                snapshot.manifest().bytes(),
                Duration.between(created, fetched).toMillis(),
                IntStream.range(0, classes)
                        .mapToObj(row -> IntStream.of(confusion[row]).boxed().toList())
                        .toList());
    }

    private List<Features> features(int from, int to) {
        List<Features> features = new ArrayList<>();
        for (int i = from; i < to; i++) {
            features.add(Features.of("image", new Feature.Bytes(images.pixels(i), images.imageShape())));
        }
        return features;
    }
}
