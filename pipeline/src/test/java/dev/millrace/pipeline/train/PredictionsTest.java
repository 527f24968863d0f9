package dev.millrace.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.pipeline.publish.Publication;
import dev.millrace.sample.Target;
import dev.millrace.trainer.StepReport;
import dev.millrace.trainer.StepReport.Fate;
import dev.millrace.trainer.StepReport.SampleReport;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Predictions predictions = new Predictions("out", List.of("cat", "dog"));

    @Test
    void saysWhatWasAnsweredByWhichModelUnderTheSamplesOwnKey() throws IOException {
        StepReport report = Reports.trained(8, 41, 42, 0.5, 1, false);
        Publication prediction = predictions.prediction(report, report.samples().get(0), 3);

        assertThat(prediction.topic()).isEqualTo("out");
        assertThat(prediction.key()).isEqualTo("41".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        // step 8 was made from this sample, so the weights that answered had 7 behind them
        assertThat(JSON.readTree(prediction.value())).isEqualTo(JSON.readTree("""
                                {"format": 1, "topic": "in", "partition": 0, "offset": 41, "fate": "trained",
                                 "modelVersion": 3, "step": 7, "label": "dog", "score": 0.75,
                                 "output": [0.25, 0.75], "target": "dog"}"""));
    }

    @Test
    void aSampleThatDidNotTrainWasAnsweredAtTheReportsStep() throws IOException {
        assertThat(first(Reports.predicted(8, 0, 1)).get("step").asLong()).isEqualTo(8);
        assertThat(first(Reports.stepRejected(8, 0, 1)).get("step").asLong()).isEqualTo(8);
    }

    @Test
    void anUnlabelledSampleHasNoTarget() throws IOException {
        JsonNode json = first(Reports.predicted(8, 0, 1));

        assertThat(json.get("fate").asText()).isEqualTo("unlabelled");
        assertThat(json.has("target")).isFalse();
        assertThat(json.get("label").asText()).isEqualTo("dog");
    }

    @Test
    void writesNullWhereJsonHasNoNumber() throws IOException {
        SampleReport sample = new SampleReport(
                Reports.origin(0), Target.None.INSTANCE, new float[] {Float.NaN, 1}, Double.NaN, Fate.UNLABELLED);
        StepReport report = new StepReport(1, List.of(sample), Double.NaN, 0.1, Double.NaN, false, null);

        assertThat(first(report).get("output").get(0).isNull()).isTrue();
        assertThat(first(report).get("output").get(1).floatValue()).isEqualTo(1);
        assertThat(first(report).get("label").isNull()).isTrue();
        assertThat(first(report).get("score").isNull()).isTrue();
    }

    private JsonNode first(StepReport report) throws IOException {
        return JSON.readTree(
                predictions.prediction(report, report.samples().get(0), 3).value());
    }
}
