package dev.millrace.pipeline.init;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfigLinesTest {

    @Test
    void setsReasonsOfNeighboursBelowEachOther() {
        ConfigLines inner =
                new ConfigLines().add("a: 1", "short").add("abc: 22", "longer").option("b: 3", "");

        assertThat(new ConfigLines().add("x:").nest(2, inner).toString()).isEqualTo("""
                        x:
                          a: 1    # short
                          abc: 22 # longer
                          # b: 3
                        """);
    }

    @Test
    void wrapsNotesAtBlanks() {
        String text = new ConfigLines().note("word ".repeat(60).strip()).toString();

        assertThat(text.lines())
                .hasSizeGreaterThan(2)
                .allSatisfy(line -> assertThat(line).startsWith("# word").hasSizeLessThanOrEqualTo(110));
        assertThat(text.replaceAll("[#\\n ]+", " ").strip())
                .isEqualTo("word ".repeat(60).strip());
    }

    @Test
    void commentsOutBehindTheIndent() {
        assertThat(new ConfigLines().option("  every: 5 min", "").toString()).isEqualTo("  # every: 5 min\n");
    }
}
