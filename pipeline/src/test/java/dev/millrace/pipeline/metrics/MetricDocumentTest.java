package dev.millrace.pipeline.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/operations.md} and the catalogue say the same: neither has a metric that the other lacks. */
class MetricDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "operations.md");

    @Test
    void theDocumentListsEveryMetricOfTheCatalogueInItsWords() throws IOException {
        List<String> expected =
                Arrays.stream(Metric.values()).map(MetricDocumentTest::row).toList();

        assertThat(rows("| `flink_")).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void theDocumentListsEveryValueOfEveryLabel() throws IOException {
        List<String> expected = Arrays.stream(MetricTag.values())
                .map(tag -> "| `" + tag.key() + "` | " + code(tag.possibleValues()) + " |")
                .toList();

        assertThat(rows("| `").stream().filter(row -> !row.startsWith("| `flink_")))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static String row(Metric metric) {
        return String.join(
                " | ",
                "| `" + metric.prometheusName() + "`",
                metric.kind().label(),
                metric.unit().label(),
                code(metric.labels()),
                metric.help() + " |");
    }

    private static String code(List<String> words) {
        return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }

    /** The rows of the section on metrics that begin so. */
    private static List<String> rows(String start) throws IOException {
        String document = Files.readString(DOCUMENT);
        String fromSection = document.substring(document.indexOf("\n## Metrics\n"));
        String section = fromSection.substring(0, fromSection.indexOf("\n## Dashboards\n"));
        return section.lines().filter(line -> line.startsWith(start)).toList();
    }
}
