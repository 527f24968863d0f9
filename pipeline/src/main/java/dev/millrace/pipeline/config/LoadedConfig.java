package dev.millrace.pipeline.config;

import dev.millrace.pipeline.PipelineConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A configuration and how its file said it.
 *
 * @param config what the job runs with; its texts may hold secrets, put in for placeholders
 * @param given paths of the keys that stand in the file; the others have their defaults
 * @param placeholders texts of the file that hold a placeholder, by the path of their key
 * @param warnings what is doubtful and does not keep it from being used
 */
public record LoadedConfig(
        PipelineConfig config, Set<String> given, Map<String, String> placeholders, List<Problem> warnings) {

    public LoadedConfig {
        given = Set.copyOf(given);
        placeholders = Map.copyOf(placeholders);
        warnings = List.copyOf(warnings);
    }

    /** Without the values, which may be secret. */
    @Override
    public String toString() {
        return "LoadedConfig[model=" + config.model() + "]";
    }
}
