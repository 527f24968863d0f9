package dev.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfigJsonTest {

    private final ObjectMapper mapper = ConfigJson.mapper();

    enum Direction {
        LEFT_TO_RIGHT,
        FLOAT32
    }

    record Example(int size, @Nullable Duration pause, Direction direction) {}

    @Test
    void writesDurationsAndEnumsAsPeopleDo() throws JsonProcessingException {
        assertThat(mapper.writeValueAsString(new Example(3, Duration.ofMillis(250), Direction.LEFT_TO_RIGHT)))
                .isEqualTo("{\"size\":3,\"pause\":\"250 ms\",\"direction\":\"left-to-right\"}");
    }

    @Test
    void readsBackWhatItWrites() throws JsonProcessingException {
        Example example = new Example(3, null, Direction.FLOAT32);
        assertThat(mapper.readValue(mapper.writeValueAsString(example), Example.class))
                .isEqualTo(example);
    }

    @Test
    void refusesWhatARecordDoesNotHave() {
        assertRefused("{\"size\": 3, \"direction\": \"float32\", \"length\": 4}");
    }

    @Test
    void refusesAMissingNumber() {
        assertRefused("{\"direction\": \"float32\"}");
    }

    @Test
    void refusesAValueOfAnotherType() {
        assertRefused("{\"size\": \"3\", \"direction\": \"float32\"}");
        assertRefused("{\"size\": 3.5, \"direction\": \"float32\"}");
        assertRefused("{\"size\": 3, \"direction\": 1}");
        assertRefused("{\"size\": 3, \"direction\": \"float32\", \"pause\": 10}");
    }

    private void assertRefused(String json) {
        assertThatThrownBy(() -> mapper.readValue(json, Example.class)).isInstanceOf(JsonProcessingException.class);
    }
}
