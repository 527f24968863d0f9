package dev.millrace.pipeline.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.comments.CommentLine;
import org.yaml.snakeyaml.comments.CommentType;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Writes a configuration as YAML with every key, in a form that {@link ConfigLoader} reads back to an equal one. */
public final class ConfigPrinter {

    private static final int WIDTH = 120;

    /** Sections whose keys are others' settings. */
    static final List<String> PASSED_THROUGH = List.of("kafka.properties.", "flink.");

    private final LoadedConfig loaded;

    private ConfigPrinter(LoadedConfig loaded) {
        this.loaded = loaded;
    }

    /** The configuration with every key; keys with a default carry a comment, placeholders stand as the file has them, and secrets
     * are left out, whoever wrote them into the file. */
    public static String print(LoadedConfig loaded) {
        DumperOptions options = new DumperOptions();
        options.setProcessComments(true);
        options.setWidth(WIDTH);
        options.setSplitLines(false);
        options.setIndent(2);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        StringWriter text = new StringWriter();
        JsonNode tree = ConfigYaml.mapper().valueToTree(loaded.config());
        YamlText.yaml(options).serialize(new ConfigPrinter(loaded).node("", tree), text);
        return text.toString();
    }

    private Node node(String path, JsonNode value) {
        if (value.isObject()) {
            return mapping(path, value);
        }
        if (value.isArray()) {
            return sequence(path, value);
        }
        String placeholder = loaded.placeholders().get(path);
        if (placeholder != null) {
            return scalar(placeholder, Tag.STR);
        }
        if (isSecret(path)) {
            Node hidden = scalar("(hidden)", Tag.STR);
            hidden.setInLineComments(List.of(new CommentLine(
                    null, null, " a secret: give it as ${env:NAME} or ${file:PATH}", CommentType.IN_LINE)));
            return hidden;
        }
        return scalar(value.asText(), tag(value));
    }

    private static boolean isSecret(String path) {
        return PASSED_THROUGH.stream()
                .anyMatch(section -> path.startsWith(section) && Secrets.isSecret(path.substring(section.length())));
    }

    private Node mapping(String path, JsonNode value) {
        List<NodeTuple> tuples = new ArrayList<>();
        value.properties().forEach(entry -> {
            String at = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            Node inner = node(at, entry.getValue());
            Node key = scalar(entry.getKey(), Tag.STR);
            if (!loaded.given().contains(at) && isLeaf(entry.getValue())) {
                inner.setInLineComments(List.of(new CommentLine(null, null, " default", CommentType.IN_LINE)));
            }
            tuples.add(new NodeTuple(key, inner));
        });
        return new MappingNode(Tag.MAP, tuples, tuples.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }

    private Node sequence(String path, JsonNode value) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            nodes.add(node(path + "[" + i + "]", value.get(i)));
        }
        return new SequenceNode(Tag.SEQ, nodes, isFlat(value) ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }

    /** Whether a default value is marked itself; in sections and lists of them the values inside are. */
    private static boolean isLeaf(JsonNode value) {
        return value.isArray() ? isFlat(value) : value.isEmpty();
    }

    private static boolean isFlat(JsonNode list) {
        for (JsonNode element : list) {
            if (element.isContainerNode()) {
                return false;
            }
        }
        return true;
    }

    private static Node scalar(String text, Tag tag) {
        return new ScalarNode(tag, text, null, null, ScalarStyle.PLAIN);
    }

    private static Tag tag(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> value.isIntegralNumber() ? Tag.INT : Tag.FLOAT;
            case BOOLEAN -> Tag.BOOL;
            case NULL -> Tag.NULL;
            default -> Tag.STR;
        };
    }
}
