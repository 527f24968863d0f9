package dev.millrace.pipeline.init;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class YamlScalarTest {

    private static final String CHARACTERS = "ab01 .-_/:#,[]{}\"'\\\n\t\r&*!|>%@`?~=<\u0007\u2028é☃";

    @ParameterizedTest
    @ValueSource(strings = {"label", "a b", "/readings/temperature", "a.b", "Größe", "m0"})
    void leavesPlainTextsPlain(String text) {
        assertThat(YamlScalar.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "-", "yes", "True", "null", "1e3", " a", "a ", "a: b", "a #b", "[a]", "~", "y"})
    void quotesWhatWouldBeSomethingElse(String text) {
        assertThat(YamlScalar.of(text)).startsWith("\"").endsWith("\"");
        assertThat(parsed(text)).isEqualTo(text);
    }

    @Test
    void anyTextIsReadAsItselfBetweenBraces() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(8); length >= 0; length--) {
                text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            }
            assertThat(parsed(text.toString())).isEqualTo(text.toString());
        }
        assertThat(parsed("😀")).isEqualTo("😀");
    }

    @Test
    void writesListsInBrackets() {
        assertThat(YamlScalar.list(List.of("a", "1", "b, c"))).isEqualTo("[a, \"1\", \"b, c\"]");
    }

    private static Object parsed(String text) {
        List<Map<String, Object>> read = new Yaml().load("[{k: " + YamlScalar.of(text) + ", end: 1}]");
        return read.get(0).getOrDefault("k", "nothing");
    }
}
