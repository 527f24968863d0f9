package dev.millrace.pipeline.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.pipeline.metrics.MetricsRecord.Kind;
import dev.millrace.pipeline.metrics.MetricsRecord.Prequential;
import dev.millrace.pipeline.metrics.MetricsRecord.Window;
import dev.millrace.trainer.evaluate.Scores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MetricsRecordTest {

    private static final Scores.Score SCORE = new Scores.Score(0.75, 0.5, 0.25, Double.NaN);

    @Test
    void readsWhatItWrote() {
        assertThat(MetricsRecord.parse(window().toJson())).isEqualTo(window());
        assertThat(MetricsRecord.parse(checkpoint().toJson())).isEqualTo(checkpoint());
    }

    @Test
    void writesPlainJsonWithNullWhereThereIsNoNumber() throws IOException {
        JsonNode json = new ObjectMapper().readTree(window().toJson());

        assertThat(json.get("format").asInt()).isEqualTo(1);
        assertThat(json.get("kind").asText()).isEqualTo("window");
        assertThat(json.get("deadLetters").get("nan").asLong()).isEqualTo(2);
        assertThat(json.get("window").get("loss").asDouble()).isEqualTo(0.5);
        assertThat(json.get("scores").get("window").get("majorityAccuracy").isNull())
                .isTrue();
    }

    @Test
    void aCheckpointHasNoWindow() throws IOException {
        JsonNode json = new ObjectMapper().readTree(checkpoint().toJson());

        assertThat(json.get("kind").asText()).isEqualTo("checkpoint");
        assertThat(json.has("window")).isFalse();
        assertThat(json.has("scores")).isFalse();
    }

    @Test
    void passesOverFieldsOfALaterRelease() {
        String later = new String(checkpoint().toJson(), StandardCharsets.UTF_8).replaceFirst("\\{", "{\"new\":1,");

        assertThat(MetricsRecord.parse(later.getBytes(StandardCharsets.UTF_8))).isEqualTo(checkpoint());
    }

    @Test
    void refusesAnotherFormat() {
        String other =
                new String(checkpoint().toJson(), StandardCharsets.UTF_8).replace("\"format\":1", "\"format\":2");

        assertThatThrownBy(() -> MetricsRecord.parse(other.getBytes(StandardCharsets.UTF_8)))
                .hasMessage("format must be 1, got 2");
    }

    private static MetricsRecord window() {
        return record(
                Kind.WINDOW,
                new Window(100, null, 0.5, 0.1, 1.5, 2.5, 0.25, 1),
                Prequential.of(new Scores(90, SCORE, SCORE, SCORE)));
    }

    private static MetricsRecord checkpoint() {
        return record(Kind.CHECKPOINT, null, null);
    }

    private static MetricsRecord record(Kind kind, @Nullable Window window, @Nullable Prequential scores) {
        return new MetricsRecord(
                1,
                kind,
                17,
                "m",
                "run-0001",
                1_700_000_000_000L,
                9,
                102,
                90,
                8,
                2,
                Map.of("nan", 2L),
                5,
                4,
                1,
                3,
                null,
                false,
                window,
                scores);
    }
}
