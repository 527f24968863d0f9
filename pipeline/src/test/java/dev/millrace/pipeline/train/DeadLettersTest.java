package dev.millrace.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.publish.Publication;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Rejected;
import dev.millrace.sample.Rejected.Reason;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private final DeadLetters deadLetters = new DeadLetters(new PipelineConfig.DeadLetters("dead", 3));

    @Test
    void keepsKeyAndValueAndSaysWhereFromAndWhy() {
        Origin origin = new Origin("in", 2, 41, new byte[] {9}, 1_700_000_000_123L);
        Publication letter =
                deadLetters.letter(new Rejected(origin, Reason.WRONG_SHAPE, "expected 4 elements, got 5", new byte[3]));

        assertThat(letter.topic()).isEqualTo("dead");
        assertThat(letter.partition()).isNull();
        assertThat(letter.key()).containsExactly(9);
        assertThat(letter.value()).isEqualTo(new byte[3]);
        assertThat(headers(letter))
                .isEqualTo(Map.of(
                        "topic", "in",
                        "partition", "2",
                        "offset", "41",
                        "reason", "wrong-shape",
                        "detail", "expected 4 elements, got 5",
                        "time", "1700000000123"));
    }

    @Test
    void cutsALongValueAndTellsOfTheWhole() {
        byte[] value = "abcd".getBytes(StandardCharsets.UTF_8);
        Publication letter = deadLetters.letter(new Rejected(Origin.of("in", 0, 1), Reason.UNDECODABLE, "no", value));

        assertThat(letter.value()).isEqualTo("abc".getBytes(StandardCharsets.UTF_8));
        // printf abcd | sha256sum
        assertThat(headers(letter))
                .containsEntry("length", "4")
                .containsEntry("sha256", "88d4266fd4e6338d13b845fcf289579d209c897823b9217da3e161936f031589");
    }

    @Test
    void cutsALongDetail() {
        Publication letter = deadLetters.letter(
                new Rejected(Origin.of("in", 0, 1), Reason.UNDECODABLE, "x".repeat(100_000), new byte[1]));

        assertThat(headers(letter)).containsEntry("detail", "x".repeat(4_096));
    }

    @Test
    void passesANullValueOn() {
        Publication letter =
                deadLetters.letter(new Rejected(Origin.of("in", 0, 1), Reason.NULL_VALUE, "no value", null));

        assertThat(letter.value()).isNull();
        assertThat(letter.key()).isNull();
        assertThat(headers(letter)).containsEntry("reason", "null-value").doesNotContainKey("length");
    }

    private static Map<String, String> headers(Publication letter) {
        Map<String, String> headers = new LinkedHashMap<>();
        letter.headers()
                .forEach(header -> headers.put(header.name(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }
}
