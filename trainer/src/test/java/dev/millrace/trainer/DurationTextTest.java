package dev.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "500 ms, PT0.5S",
        "10 s, PT10S",
        "10s, PT10S",
        "15 min, PT15M",
        "1 h, PT1H",
        "7 d, PT168H",
        "PT1H30M, PT1H30M",
        "0 s, PT0S"
    })
    void readsWhatPeopleWrite(String text, String iso) {
        assertThat(DurationText.parse(text)).isEqualTo(Duration.parse(iso));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ten seconds", "10", "10 parsecs", "-5 s", "", "99999999999999999999 s", "9223372036854775807 d"
            })
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> DurationText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be a duration such as 500 ms, 10 s, 15 min, 1 h or PT10S, got " + text);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT0.5S, 500 ms",
        "PT10S, 10 s",
        "PT90S, 90 s",
        "PT15M, 15 min",
        "PT90M, 90 min",
        "PT24H, 1 d",
        "PT0.0000001S, PT0.0000001S"
    })
    void printsTheLargestWholeUnit(String iso, String text) {
        assertThat(DurationText.format(Duration.parse(iso))).isEqualTo(text);
    }

    @Test
    void readsBackWhatItPrints() {
        for (long nanos : new long[] {0, 1, 999, 1_000_000, 1_500_000_000, 3_600_000_000_000L, -5_000_000_000L}) {
            Duration duration = Duration.ofNanos(nanos);
            assertThat(DurationText.parse(DurationText.format(duration))).isEqualTo(duration);
        }
    }
}
