package dev.millrace.pipeline.train;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.millrace.pipeline.publish.Publication;
import dev.millrace.sample.Target;
import dev.millrace.trainer.StepReport;
import dev.millrace.trainer.StepReport.Fate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the model answered to each sample before it trained, one JSON record per sample under the sample's own key. {@code step} and
 * {@code modelVersion} say who answered: weights with so many updates behind them, while that snapshot was the newest published.
 */
final class Predictions {

    /** Version of the JSON's shape. */
    static final int FORMAT = 1;

    private static final JsonFactory JSON = new JsonFactory();

    private final String topic;
    private final List<String> labels;

    /**
     * @param topic where predictions go
     * @param labels names of the classes by index; empty if the model is no classifier
     */
    Predictions(String topic, List<String> labels) {
        this.topic = topic;
        this.labels = labels;
    }

    /** The prediction for one sample of a report. */
    Publication prediction(StepReport report, StepReport.SampleReport sample, long modelVersion) {
        ByteArrayOutputStream value = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(value)) {
            json.writeStartObject();
            json.writeNumberField("format", FORMAT);
            json.writeStringField("topic", sample.origin().source());
            json.writeNumberField("partition", sample.origin().split());
            json.writeNumberField("offset", sample.origin().position());
            json.writeStringField("fate", sample.fate().label());
            json.writeNumberField("modelVersion", modelVersion);
            json.writeNumberField("step", sample.fate() == Fate.TRAINED ? report.step() - 1 : report.step());
            writeAnswer(json, sample.output());
            writeTarget(json, sample.target());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        OutputKey key = OutputKey.of(sample.origin().key());
        return new Publication(topic, null, key.bytes(), key.headers(), value.toByteArray());
    }

    private void writeAnswer(JsonGenerator json, float @Nullable [] output) throws IOException {
        if (output == null) {
            return;
        }
        if (!labels.isEmpty()) {
            int best = mostProbable(output);
            json.writeStringField("label", best < 0 ? null : labels.get(best));
            writeFinite(json, "score", best < 0 ? Float.NaN : output[best]);
        }
        json.writeArrayFieldStart("output");
        for (float value : output) {
            if (Float.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        }
        json.writeEndArray();
    }

    /** -1 if one of them is NaN. */
    private static int mostProbable(float[] output) {
        int best = 0;
        for (int i = 0; i < output.length; i++) {
            if (Float.isNaN(output[i])) {
                return -1;
            }
            if (output[i] > output[best]) {
                best = i;
            }
        }
        return best;
    }

    /** A diverging model may answer NaN, for which JSON has no number. */
    private static void writeFinite(JsonGenerator json, String field, float value) throws IOException {
        if (Float.isFinite(value)) {
            json.writeNumberField(field, value);
        } else {
            json.writeNullField(field);
        }
    }

    private void writeTarget(JsonGenerator json, Target target) throws IOException {
        if (target instanceof Target.Label label) {
            json.writeStringField("target", labels.get(label.index()));
        }
    }
}
