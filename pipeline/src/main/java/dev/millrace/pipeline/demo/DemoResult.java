package dev.millrace.pipeline.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.pipeline.RunSummary;
import dev.millrace.pipeline.metrics.MetricsRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a demo came to.
 *
 * @param stream what was streamed
 * @param model name of the model
 * @param run what the job came to
 * @param windows the job's reporting windows, in order
 * @param scores what each snapshot's test came to, in the order of the versions
 * @param report the page to look at
 */
public record DemoResult(
        DemoStream stream,
        String model,
        RunSummary run,
        List<MetricsRecord> windows,
        List<SnapshotScore> scores,
        Path report) {

    public DemoResult {
        windows = List.copyOf(windows);
        scores = List.copyOf(scores);
    }

    /** What it came to, in the stream's own words: lines by their names, in order. */
    public Map<String, String> verdict() {
        return stream.verdict(this);
    }

    /** The job's summary and the stream's own figures as one JSON object. */
    public ObjectNode toJson() {
        ObjectNode json = new ObjectMapper().valueToTree(run);
        stream.summarise(this, json);
        return json;
    }
}
