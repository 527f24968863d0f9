package dev.millrace.pipeline.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.pipeline.RunSummary;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a demo came to.
 *
 * @param run what the job came to
 * @param scores of the snapshots on the held-out images, in the order of their versions
 * @param report the page to look at
 */
public record DemoResult(RunSummary run, List<HoldoutScore> scores, Path report) {

    public DemoResult {
        scores = List.copyOf(scores);
    }

    /** Accuracy of the last scored snapshot on the held-out images; null if none was scored. */
    public @Nullable Double holdoutAccuracy() {
        return scores.isEmpty()
                ? null
                : Double.valueOf(scores.get(scores.size() - 1).accuracy());
    }

    /** Version of the snapshot that {@link #holdoutAccuracy()} is of; null if none was scored. */
    public @Nullable Long holdoutVersion() {
        return scores.isEmpty()
                ? null
                : Long.valueOf(scores.get(scores.size() - 1).version());
    }

    /** The job's summary and the held-out accuracy as one JSON object. */
    public ObjectNode toJson() {
        ObjectNode json = new ObjectMapper().valueToTree(run);
        json.put("holdoutAccuracy", holdoutAccuracy());
        json.put("holdoutVersion", holdoutVersion());
        return json;
    }
}
