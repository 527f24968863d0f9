package dev.millrace.pipeline.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The key that a message is about: messages begin with it, {@code then.steps must be …} or {@code hidden[1] must be …}.
 *
 * @param text the key, relative to the section whose constructor spoke
 */
record KeyPath(String text) {

    /** The key of {@code section} that a message begins with, as deep as it goes; null if it begins with none. */
    static @Nullable KeyPath leading(String message, ObjectNode section) {
        int end = end(message, 0, section);
        return end == 0 ? null : new KeyPath(message.substring(0, end));
    }

    /** Takes the key away; an element of a list takes the list with it, for the places of the others would change. */
    void removeFrom(ObjectNode section) {
        removeFrom(section, 0);
    }

    private void removeFrom(ObjectNode object, int start) {
        String name = name(text, start, object);
        if (name == null) {
            return;
        }
        int end = start + name.length();
        JsonNode value = object.get(name);
        if (value instanceof ArrayNode array && end < text.length() && text.charAt(end) == '[') {
            int close = text.indexOf(']', end);
            value = array.get(Integer.parseInt(text.substring(end + 1, close)));
            end = close + 1;
        }
        if (value instanceof ObjectNode inner && end < text.length()) {
            removeFrom(inner, end + 1);
        } else {
            object.remove(name);
        }
    }

    private static int end(String message, int start, JsonNode node) {
        if (node instanceof ObjectNode object) {
            String name = name(message, start, object);
            if (name == null) {
                return start == 0 ? 0 : start - 1;
            }
            int end = start + name.length();
            JsonNode value = object.get(name);
            if (end < message.length() && message.charAt(end) == '.') {
                return end(message, end + 1, value);
            }
            if (end < message.length() && message.charAt(end) == '[' && value instanceof ArrayNode) {
                return end(message, end, value);
            }
            return end;
        }
        int close = message.indexOf(']', start);
        if (node instanceof ArrayNode array && message.startsWith("[", start) && close > 0) {
            String index = message.substring(start + 1, close);
            JsonNode element = index.matches("[0-9]{1,6}") ? array.get(Integer.parseInt(index)) : null;
            if (element == null) {
                return start;
            }
            boolean deeper = close + 1 < message.length() && message.charAt(close + 1) == '.';
            return deeper ? Math.max(close + 1, end(message, close + 2, element)) : close + 1;
        }
        return start == 0 ? 0 : start - 1;
    }

    /** The longest name in {@code object} that the message has at {@code start}; names of Kafka's properties hold dots. */
    private static @Nullable String name(String message, int start, ObjectNode object) {
        return object.properties().stream()
                .map(java.util.Map.Entry::getKey)
                .filter(name -> message.startsWith(name, start) && isEnd(message, start + name.length()))
                .max(Comparator.comparingInt(String::length))
                .orElse(null);
    }

    private static boolean isEnd(String message, int position) {
        return position == message.length() || " .[:,".indexOf(message.charAt(position)) >= 0;
    }
}
