package dev.millrace.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.RunSummary;
import dev.millrace.pipeline.config.ConfigLoader;
import dev.millrace.pipeline.metrics.MetricsRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final Pattern ISLAND =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);
    private static final String SHA_256 = "5f".repeat(32);

    private static final DemoStream STREAM = new FashionStream();

    @TempDir
    private Path directory;

    @Test
    void fetchesNothing() throws Exception {
        String page = write(true, "");
        assertThat(page).doesNotContainPattern("(?i)\\b(src|href|action)\\s*=\\s*[\"']?(https?:)?//");
        assertThat(page).doesNotContainPattern("(?i)(@import|url\\(|<link|<iframe|fetch\\(|XMLHttpRequest)");
        assertThat(page).contains("default-src 'none'").doesNotContain("{{");
    }

    @Test
    void carriesTheFiguresOfTheRun() throws Exception {
        JsonNode data = data(write(true, ""));
        assertThat(data.at("/summary/samples").asLong()).isEqualTo(6_000);
        assertThat(data.at("/summary/holdoutAccuracy").asDouble()).isEqualTo(0.75);
        assertThat(data.at("/summary/parametersSha256").asText()).isEqualTo(SHA_256);
        assertThat(data.at("/curve/samples")).hasSize(2);
        assertThat(data.at("/curve/window/accuracy/1").asDouble()).isEqualTo(0.61);
        assertThat(data.at("/curve/loss/0").isNull()).isTrue();
        assertThat(data.at("/curve/loss/1").asDouble()).isEqualTo(0.9);
        assertThat(data.at("/clipThreshold").asDouble()).isPositive();
        assertThat(data.at("/snapshots")).hasSize(2);
        assertThat(data.at("/confusion/3/3").asInt()).isEqualTo(2);
    }

    @Test
    void showsEachClassByEachTechniqueAndTheChain() throws Exception {
        JsonNode grid = data(write(true, "")).get("augmentations");
        assertThat(grid.get("rows")).hasSize(FashionMnist.LABELS.size());
        assertThat(grid.get("columns").toString())
                .contains("horizontal-flip", "rotation", "scaling", "random-crop", "brightness");
        for (JsonNode row : grid.get("rows")) {
            assertThat(row.get("images")).hasSameSizeAs(grid.get("columns"));
            String original = row.at("/images/0").asText();
            assertThat(original).startsWith("data:image/png;base64,");
            for (int technique = 1; technique <= grid.get("techniques").asInt(); technique++) {
                assertThat(row.at("/images/" + technique).asText()).isNotEqualTo(original);
            }
        }
    }

    @Test
    void aTextThatLooksLikeMarkupStaysText() throws Exception {
        String hostile = "# </script><script>alert(1)</script> <!-- {{data}} $1";
        String page = write(true, hostile);
        assertThat(page).doesNotContain("<script>alert");
        assertThat(data(page).get("config").asText()).isEqualTo(hostile);
    }

    @Test
    void saysWhenTheDemoWasStopped() throws Exception {
        assertThat(data(write(true, "")).has("notice")).isFalse();
        assertThat(data(write(false, "")).get("notice").asText()).contains("stopped before its end");
    }

    private String write(boolean isWhole, String configText) throws Exception {
        DemoOptions options = new DemoOptions(STREAM, 6_000, directory.resolve("demo"), 0);
        try (DemoDirectory demo = DemoDirectory.open(options.directory())) {
            PipelineConfig config = ConfigLoader.load(DemoConfig.write(demo, options, "127.0.0.1:9092"))
                    .config();
            DemoResult result = new DemoResult(
                    STREAM,
                    config.model(),
                    summary(),
                    List.of(window(100, null), window(200, 0.9)),
                    List.of(score(1, 0.5), score(2, 0.75)),
                    demo.resolve("report.html"));
            Report.write(result, isWhole, config, configText);
            return Files.readString(result.report());
        }
    }

    private static JsonNode data(String page) throws Exception {
        Matcher island = ISLAND.matcher(page);
        assertThat(island.find()).isTrue();
        return new ObjectMapper().readTree(island.group(1));
    }

    private static SnapshotScore score(long version, double accuracy) {
        List<List<Integer>> confusion = IntStream.range(0, 10)
                .mapToObj(row -> Collections.nCopies(10, (int) version))
                .toList();
        return new SnapshotScore(version, 10 * version, 320 * version, 2_000, accuracy, 0.5, 1_000, 40, confusion);
    }

    private static MetricsRecord window(long samples, @Nullable Double loss) {
        MetricsRecord.Score score = new MetricsRecord.Score(0.61, 1.0, 0.1, 0.11);
        return new MetricsRecord(
                MetricsRecord.FORMAT,
                MetricsRecord.Kind.WINDOW,
                1,
                "fashion",
                "run-0001",
                0,
                samples / 32,
                samples,
                samples,
                0,
                0,
                Map.of(),
                0,
                0,
                0,
                1,
                null,
                false,
                new MetricsRecord.Window(100, 900.0, loss, 1e-3, 1.5, 3.0, 0.25, 0),
                new MetricsRecord.Prequential(samples, score, score, score));
    }

    private static RunSummary summary() {
        return new RunSummary(
                "run-0001",
                true,
                6_000,
                6_000,
                0,
                0,
                3.0,
                2_000,
                0.7,
                0.1,
                0.1,
                2,
                2,
                0,
                Map.of(),
                0,
                1e-5,
                "mxnet 1.9.1",
                SHA_256);
    }
}
