package dev.millrace.pipeline.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.trainer.ConfigJson;
import dev.millrace.trainer.DurationText;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Single values: numbers, texts, durations, names of a list. */
final class Scalars {

    private final Placeholders placeholders;

    Scalars(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    /** Whether a single value can become a {@code type}. */
    static boolean isScalar(Class<?> type) {
        return type.isPrimitive()
                || type.isEnum()
                || Number.class.isAssignableFrom(type)
                || type == Boolean.class
                || type == String.class
                || type == Duration.class;
    }

    /**
     * The value of a node.
     *
     * @param path of its key
     * @throws IllegalArgumentException if it is no value of this type; the message is a rule without a name
     */
    JsonNode read(String path, ScalarNode node, Class<?> type) {
        String text = node.getValue();
        if (type == String.class) {
            return TextNode.valueOf(placeholders.resolve(path, text));
        }
        if (type == Duration.class) {
            return TextNode.valueOf(DurationText.format(DurationText.parse(text)));
        }
        if (type.isEnum()) {
            return name(text, type);
        }
        if (type == boolean.class || type == Boolean.class) {
            return BooleanNode.valueOf(Boolean.parseBoolean(require(node, "true or false", Tag.BOOL)));
        }
        if (type == double.class || type == Double.class || type == float.class || type == Float.class) {
            return DoubleNode.valueOf(YamlText.number(require(node, "a number", Tag.INT, Tag.FLOAT)));
        }
        return whole(node, type);
    }

    private static JsonNode whole(ScalarNode node, Class<?> type) {
        BigInteger value = new BigInteger(require(node, "a whole number", Tag.INT));
        boolean isLong = type == long.class || type == Long.class;
        if (value.bitLength() >= (isLong ? Long.SIZE : Integer.SIZE)) {
            throw refused("a whole number up to " + (isLong ? Long.MAX_VALUE : Integer.MAX_VALUE), node.getValue());
        }
        return LongNode.valueOf(value.longValueExact());
    }

    private static JsonNode name(String text, Class<?> type) {
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(value -> ConfigJson.enumText((Enum<?>) value))
                .toList();
        if (!names.contains(text)) {
            throw new IllegalArgumentException("must be one of " + String.join(", ", names) + ", got " + text
                    + Suggestion.of(text, names)
                            .map(near -> "; did you mean " + near + "?")
                            .orElse(""));
        }
        return TextNode.valueOf(text);
    }

    private static String require(ScalarNode node, String what, Tag... tags) {
        if (!Arrays.asList(tags).contains(node.getTag())) {
            throw refused(what, node.isPlain() ? node.getValue() : '"' + node.getValue() + '"');
        }
        return node.getValue();
    }

    private static IllegalArgumentException refused(String what, String text) {
        return new IllegalArgumentException("must be " + what + ", got " + text);
    }
}
