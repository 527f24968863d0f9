package dev.millrace.pipeline.demo;

import static dev.millrace.pipeline.demo.DemoResults.SHA_256;
import static dev.millrace.pipeline.demo.DemoResults.score;
import static dev.millrace.pipeline.demo.DemoResults.summary;
import static dev.millrace.pipeline.demo.DemoResults.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.RunSummary;
import dev.millrace.pipeline.config.ConfigLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ReportTest {

    private static final Pattern ISLAND =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

    static final List<String> STREAMS = DemoStream.NAMES;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @FieldSource("STREAMS")
    void fetchesNothing(String stream) throws Exception {
        String page = write(stream, true, "");
        assertThat(page).doesNotContainPattern("(?i)\\b(src|href|action)\\s*=\\s*[\"']?(https?:)?//");
        assertThat(page).doesNotContainPattern("(?i)(@import|url\\(|<link|<iframe|fetch\\(|XMLHttpRequest)");
        assertThat(page).contains("default-src 'none'").doesNotContain("{{");
    }

    @Test
    void carriesTheFiguresOfTheRun() throws Exception {
        JsonNode data = data(write("images", true, ""));
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
        JsonNode grid = data(write("images", true, "")).get("augmentations");
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
        String page = write("images", true, hostile);
        assertThat(page).doesNotContain("<script>alert");
        assertThat(data(page).get("config").asText()).isEqualTo(hostile);
    }

    @Test
    void saysWhenTheDemoWasStopped() throws Exception {
        assertThat(data(write("images", true, "")).has("notice")).isFalse();
        assertThat(data(write("images", false, "")).get("notice").asText()).contains("stopped before its end");
    }

    @Test
    void saysOfImagesThatTheyAreRepeatedOnlyAfterOnePass() throws Exception {
        JsonNode once = data(write("images", true, "", summary(8_000), score(1, 8_000, 2_000, 0.5)));
        assertThat(once.get("repeats").asBoolean()).isFalse();
        assertThat(once.get("accuracyLead").asText())
                .contains("each image was new")
                .doesNotContain("Only", "repeats");
        JsonNode again = data(write("images", true, "", summary(8_001), score(1, 8_001, 2_000, 0.5)));
        assertThat(again.get("repeats").asBoolean()).isTrue();
        assertThat(again.get("accuracyLead").asText())
                .startsWith("Only the held-out figure counts")
                .contains("repeats");
    }

    @Test
    void setsWhatSnapshotsAreWorthThatStandStillBesideTheTrainer() throws Exception {
        JsonNode data = data(write("elec2", true, "", score(1, 100, 100, 0.5), score(2, 200, 0, null)));
        assertThat(data.at("/title").asText()).isEqualTo("Trained on 6,000 rows from a Kafka topic");
        assertThat(data.at("/summary/servedAccuracy").asDouble()).isEqualTo(0.5);
        assertThat(data.at("/summary/majorityAccuracy").asDouble()).isEqualTo(0.2);
        assertThat(data.at("/summary").has("holdoutAccuracy")).isFalse();
        assertThat(data.at("/served")).hasSize(1);
        assertThat(data.at("/served/0/accuracy").asDouble()).isEqualTo(0.5);
        // 61 of 100 and 122 of 200 right: 61 of the 100 between.
        assertThat(data.at("/served/0/trainerAccuracy").asDouble()).isCloseTo(0.61, within(1e-12));
        assertThat(data.at("/curve/cumulative/noChange")).hasSize(2);
        assertThat(data.at("/curve/fading/majority/0").asDouble()).isEqualTo(0.11);
        assertThat(data.at("/record").asText()).startsWith("{\"date\":0.000000,");
    }

    private String write(String name, boolean isWhole, String configText) throws Exception {
        return write(name, isWhole, configText, score(1, 320, 2_000, 0.5), score(2, 640, 2_000, 0.75));
    }

    private String write(String name, boolean isWhole, String configText, SnapshotScore... scores) throws Exception {
        return write(name, isWhole, configText, summary(), scores);
    }

    private String write(String name, boolean isWhole, String configText, RunSummary summary, SnapshotScore... scores)
            throws Exception {
        DemoStream stream = DemoStream.named(name);
        DemoOptions options = new DemoOptions(stream, 6_000, directory.resolve("demo"), 0);
        try (DemoDirectory demo = DemoDirectory.open(options.directory())) {
            PipelineConfig config = ConfigLoader.load(DemoConfig.write(demo, options, "127.0.0.1:9092"))
                    .config();
            DemoResult result = new DemoResult(
                    stream,
                    config.model(),
                    summary,
                    List.of(window(100, null, 0.61, 0.1), window(200, 0.9, 0.61, 0.1)),
                    List.of(scores),
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
}
