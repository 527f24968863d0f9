package dev.millrace.pipeline;

import dev.millrace.client.Prediction;
import dev.millrace.client.SnapshotPredictor;
import dev.millrace.client.SnapshotSubscriber;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A downstream service, in a process of its own: fetches the newest snapshot and answers the input topic's records. Prints the snapshot's step, then
 * for each record its offset and the answer's outputs.
 */
final class FreshClient {

    private FreshClient() {}

    /** Arguments: broker, model, input topic, first offset. */
    public static void main(String[] arguments) {
        Map<String, String> properties = Map.of("bootstrap.servers", arguments[0]);
        String model = arguments[1];
        try (SnapshotSubscriber subscriber = SnapshotSubscriber.open(properties, model + ".snapshots", model);
                SnapshotPredictor predictor = SnapshotPredictor.of(subscriber.first(Duration.ofSeconds(20)))) {
            System.out.println(predictor.manifest().step());
            for (var record : new TestTopic(arguments[0], arguments[2]).readAll()) {
                if (record.offset() >= Long.parseLong(arguments[3])
                        && predictor.predict(record.value()) instanceof Prediction.Answer answer) {
                    System.out.println(record.offset() + " " + text(answer.probabilities()));
                }
            }
        }
    }

    private static String text(float[] output) {
        return IntStream.range(0, output.length)
                .mapToObj(i -> Float.toString(output[i]))
                .collect(Collectors.joining(" "));
    }
}
