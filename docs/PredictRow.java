import dev.millrace.client.Prediction;
import dev.millrace.client.SnapshotPredictor;
import dev.millrace.client.SnapshotSubscriber;
import dev.millrace.client.SnapshotUnavailableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Predicts from rows, one a line, with the newest snapshot of a model: PredictRow HOST:PORT MODEL < ROWS */
class PredictRow {
    public static void main(String[] arguments) throws IOException {
        Map<String, Object> kafka = Map.of("bootstrap.servers", arguments[0]);
        try (SnapshotSubscriber subscriber = SnapshotSubscriber.open(kafka, arguments[1] + ".snapshots", arguments[1]);
                SnapshotPredictor predictor = SnapshotPredictor.of(subscriber.first(Duration.ofMinutes(1)));
                BufferedReader rows = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String row = rows.readLine(); row != null; row = rows.readLine()) {
                subscriber.poll(Duration.ZERO).ifPresent(predictor::update);
                Prediction prediction = predictor.predict(row.getBytes(StandardCharsets.UTF_8));
                if (prediction instanceof Prediction.Answer answer) {
                    System.out.printf(
                            "%s, probability %.3f, snapshot %d%n", answer.label(), answer.score(), answer.version());
                } else if (prediction instanceof Prediction.Refusal refusal) {
                    System.out.println("no answer: " + refusal.rejected().detail());
                }
            }
        } catch (SnapshotUnavailableException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
