package dev.millrace.pipeline.init;

import dev.millrace.pipeline.PipelineConfig.Kafka;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user says.
 *
 * @param topic the topic to look at
 * @param model name of the model
 * @param kafka the broker, its properties as they are used
 * @param properties the same properties as they go into the file, with their placeholders
 * @param label the label's field or header; null to look for it
 */
public record InitOptions(
        String topic,
        String model,
        Kafka kafka,
        Map<String, String> properties,
        @Nullable String label) {}
