package dev.millrace.pipeline;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a trainer needs to know of the topics it writes: the parts of a {@link PipelineConfig} that say where output goes, and not where samples come from.
 *
 * @param model name of the model; stands for {@code {model}} in the names of topics
 * @param kafka the broker; what was committed is read back from it
 * @param snapshots when and where the model is published
 * @param metrics when and where metrics are published
 * @param predictions where predictions are published
 * @param deadLetters where invalid records go
 */
public record Publishing(
        String model,
        PipelineConfig.Kafka kafka,
        PipelineConfig.Snapshots snapshots,
        PipelineConfig.Metrics metrics,
        PipelineConfig.Predictions predictions,
        PipelineConfig.DeadLetters deadLetters)
        implements Serializable {

    public Publishing {
        PipelineRules.checkModel(model);
        Objects.requireNonNull(kafka, "kafka");
        snapshots = snapshots.forModel(model);
        metrics = metrics.forModel(model);
        predictions = predictions.forModel(model);
        deadLetters = deadLetters.forModel(model);
    }

    /** Those parts of a whole configuration. */
    public static Publishing of(PipelineConfig config) {
        return new Publishing(
                config.model(),
                config.kafka(),
                config.snapshots(),
                config.metrics(),
                config.predictions(),
                config.deadLetters());
    }

    /** The topics written to. */
    public List<String> topics() {
        return Stream.of(snapshots.topic(), metrics.topic(), predictions.topic(), deadLetters.topic())
                .filter(Objects::nonNull)
                .toList();
    }
}
