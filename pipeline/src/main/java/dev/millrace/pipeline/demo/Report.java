package dev.millrace.pipeline.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.metrics.MetricsRecord;
import dev.millrace.pipeline.metrics.MetricsRecord.Prequential;
import dev.millrace.pipeline.metrics.MetricsRecord.Score;
import dev.millrace.trainer.clip.ClipByGlobalNorm;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A page that tells of a demo: one file that holds all it needs, so that it opens anywhere, offline. */
final class Report {

    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";
    private static final String RESOURCES = "/dev/millrace/pipeline/demo/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Report() {}

    /**
     * Writes the page.
     *
     * @param isWhole whether the demo reached its end and its last snapshot was tested
     * @param configText the configuration as its file has it
     */
    static void write(DemoResult result, boolean isWhole, PipelineConfig config, String configText) {
        ObjectNode data = JSON.createObjectNode();
        if (!isWhole) {
            data.put("notice", "The demo was stopped before its end; this page shows what there was.");
        }
        data.set("summary", result.toJson());
        data.set("curve", curve(result.windows()));
        data.set("snapshots", JSON.valueToTree(result.scores()));
        data.put("window", config.trainer().evaluate().window());
        data.put("fading", config.trainer().evaluate().fading());
        data.put("clipThreshold", clipThreshold(config));
        data.set("environment", environment(result));
        data.put("config", configText);
        result.stream().report(result, config, data);
        try {
            Files.writeString(result.report(), page(data, result.stream().name()));
        } catch (IOException e) {
            throw new UserError("the report cannot be written to " + result.report() + ": " + e.getMessage(), e);
        }
    }

    private static String page(ObjectNode data, String stream) throws JsonProcessingException {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("uplot.css", Template.read(UPLOT + "dist/uPlot.min.css"));
        parts.put(
                "uplot.js",
                "/*\n" + Template.read(UPLOT + "LICENSE") + "*/\n" + Template.read(UPLOT + "dist/uPlot.iife.min.js"));
        parts.put("report.css", Template.read(RESOURCES + "report.css"));
        parts.put("report.js", Template.read(RESOURCES + "report.js"));
        parts.put("stream.html", Template.read(RESOURCES + stream + "/report.html"));
        parts.put("stream.js", Template.read(RESOURCES + stream + "/report.js"));
        // Inside a script element only "<" could end it; JSON may write it as an escape anywhere it may stand.
        parts.put("data", JSON.writeValueAsString(data).replace("<", "\\u003c"));
        return Template.fill("report.html", parts);
    }

    private static ObjectNode curve(List<MetricsRecord> windows) {
        ObjectNode curve = JSON.createObjectNode();
        add(curve, "samples", windows, record -> (double) record.trained());
        curve.set("cumulative", scores(windows, Prequential::cumulative));
        curve.set("fading", scores(windows, Prequential::fading));
        curve.set("window", scores(windows, Prequential::window));
        add(curve, "loss", windows, window(MetricsRecord.Window::loss));
        add(curve, "learningRate", windows, window(MetricsRecord.Window::learningRate));
        add(curve, "gradientNorm", windows, window(MetricsRecord.Window::gradientNormMean));
        add(curve, "gradientNormMax", windows, window(MetricsRecord.Window::gradientNormMax));
        add(curve, "clippedShare", windows, window(MetricsRecord.Window::clippedShare));
        add(curve, "samplesPerSecond", windows, window(MetricsRecord.Window::samplesPerSecond));
        return curve;
    }

    private static void add(
            ObjectNode curve,
            String name,
            List<MetricsRecord> windows,
            Function<MetricsRecord, @Nullable Double> value) {
        ArrayNode values = curve.putArray(name);
        windows.forEach(record -> values.add(value.apply(record)));
    }

    private static ObjectNode scores(List<MetricsRecord> windows, Function<Prequential, Score> view) {
        ObjectNode scores = JSON.createObjectNode();
        add(scores, "accuracy", windows, score(view, Score::accuracy));
        add(scores, "noChange", windows, score(view, Score::noChangeAccuracy));
        add(scores, "majority", windows, score(view, Score::majorityAccuracy));
        return scores;
    }

    private static Function<MetricsRecord, @Nullable Double> score(
            Function<Prequential, Score> view, Function<Score, @Nullable Double> share) {
        return record -> record.scores() == null ? null : share.apply(view.apply(record.scores()));
    }

    private static Function<MetricsRecord, @Nullable Double> window(
            Function<MetricsRecord.Window, @Nullable Double> value) {
        return record -> record.window() == null ? null : value.apply(record.window());
    }

    private static @Nullable Double clipThreshold(PipelineConfig config) {
        return config.trainer().clip().stream()
                .filter(ClipByGlobalNorm.class::isInstance)
                .map(clip -> ((ClipByGlobalNorm) clip).max())
                .findFirst()
                .orElse(null);
    }

    private static ArrayNode environment(DemoResult result) {
        ArrayNode facts = JSON.createArrayNode();
        String sha256 = result.run().parametersSha256();
        fact(facts, "Engine", result.run().engine());
        fact(facts, "Java", System.getProperty("java.version") + ", " + System.getProperty("java.vm.name"));
        fact(
                facts,
                "Machine",
                System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                        + Runtime.getRuntime().availableProcessors() + " processors");
        fact(facts, "Threads of the engine", System.getenv().getOrDefault("OMP_NUM_THREADS", "1"));
        fact(facts, "Parameters", sha256 == null ? "no snapshot was published" : "sha256 " + sha256);
        return facts;
    }

    private static void fact(ArrayNode facts, String name, String value) {
        facts.addObject().put("name", name).put("value", value);
    }
}
