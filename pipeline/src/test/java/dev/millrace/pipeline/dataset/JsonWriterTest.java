package dev.millrace.pipeline.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWriterTest {

    @Test
    void anEmptyFieldIsNullAndAllElseIsText() {
        assertThat(json("", "warm", "a \"b\"\n\u00e9\u20ac"))
                .isEqualTo("{\"a\":null,\"b\":\"warm\",\"c\":\"a \\\"b\\\"\\n\u00e9\u20ac\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-0", "12", "0.000000", "0.10", "-3.5", "1e5", "1E-05", "12345678901234567890.5", "1e999"})
    void keepsEachDigitOfANumber(String number) {
        assertThat(json(number, number, number)).isEqualTo("{\"a\":%1$s,\"b\":%1$s,\"c\":%1$s}".formatted(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"007", ".5", "1.", "+1", "0x1F", "1,5", "1e", "NaN", "Infinity", "-", "1_000", "\u0661"})
    void takesNothingForANumberThatJsonDoesNot(String text) {
        assertThat(json(text, text, text)).isEqualTo("{\"a\":\"%1$s\",\"b\":\"%1$s\",\"c\":\"%1$s\"}".formatted(text));
    }

    @Test
    void spacesAroundANumberDoNotCount() {
        assertThat(json(" 1.50", "-2 ", "\t3")).isEqualTo("{\"a\":1.50,\"b\":-2,\"c\":3}");
        assertThat(json(" ", " a", "1 2")).isEqualTo("{\"a\":\" \",\"b\":\" a\",\"c\":\"1 2\"}");
    }

    @Test
    void namesOfColumnsAreEscapedToo() {
        assertThat(new JsonWriter(List.of("a \"b\"")).json(List.of("1")))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"a \\\"b\\\"\":1}");
    }

    private static String json(String... fields) {
        return new String(new JsonWriter(List.of("a", "b", "c")).json(List.of(fields)), StandardCharsets.UTF_8);
    }
}
