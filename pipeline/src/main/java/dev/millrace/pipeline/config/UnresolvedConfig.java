package dev.millrace.pipeline.config;

import java.nio.file.Path;
import java.util.List;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A configuration as it stands in its file, to be handed to a place where its placeholders can be put in. Only then is all of it checked, unless it has none.
 *
 * @param name what messages call it
 * @param text of the file
 * @param model name of the model
 * @param warnings what shows already to be doubtful; the place where it goes says the rest
 */
public record UnresolvedConfig(String name, String text, String model, List<Problem> warnings) {

    public UnresolvedConfig {
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads a file. One without placeholders is checked as {@link ConfigLoader} does.
     *
     * @throws ConfigException if it is no configuration of a model, or has problems that show already
     */
    public static UnresolvedConfig read(Path file) {
        String name = file.toString();
        String text = ConfigLoader.text(file);
        if (!Placeholders.isIn(text)) {
            LoadedConfig loaded = ConfigLoader.load(file);
            return new UnresolvedConfig(name, text, loaded.config().model(), loaded.warnings());
        }
        if (ConfigLoader.root(name, text) instanceof MappingNode keys) {
            for (NodeTuple key : keys.getValue()) {
                if (isModel(key.getKeyNode()) && key.getValueNode() instanceof ScalarNode model) {
                    return new UnresolvedConfig(name, text, model.getValue(), List.of());
                }
            }
        }
        throw new ConfigException(List.of(new Problem(name, 0, "model", "model is missing")));
    }

    private static boolean isModel(Node key) {
        return key instanceof ScalarNode scalar && scalar.getValue().equals("model");
    }
}
