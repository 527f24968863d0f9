package dev.millrace.pipeline.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the record of a section, to hear what its constructor has against it. A constructor stops at the first value it refuses: the binder
 * reports it, takes it away and tries again, so that all are heard.
 */
final class SectionBinder {

    private final ObjectMapper mapper;
    private final Problems problems;

    SectionBinder(ObjectMapper mapper, Problems problems) {
        this.mapper = mapper;
        this.problems = problems;
    }

    /**
     * Tries a section.
     *
     * @param section loses the keys that are refused
     * @param keys all that the section may have
     * @param partial lists of the section that lack elements; it does not bind with them, but is heard
     * @return what is left of it; null if it does not bind, which is reported
     */
    @Nullable
    JsonNode bindSection(String path, ObjectNode section, JavaType type, Set<String> keys, PartialLists partial) {
        while (true) {
            String message = refusal(section, type);
            if (message == null) {
                return partial.isEmpty() ? section : null;
            }
            KeyPath named = KeyPath.leading(message, section);
            if (named != null) {
                reportInPlace(path, message, named.text(), partial);
                named.removeFrom(section);
                continue;
            }
            if (!partial.isEmpty()) {
                return null;
            }
            if (!problems.isAny(path)) {
                String absent = keys.stream().filter(message::equals).findAny().orElse(null);
                report(path, absent == null ? ": " + message : absent + " is missing", absent == null ? "" : absent);
            }
            return null;
        }
    }

    /** Tries a value that is no section, such as a shape. */
    @Nullable
    JsonNode bindValue(String path, JsonNode value, JavaType type) {
        String message = refusal(value, type);
        if (message == null) {
            return value;
        }
        String name = path.substring(path.lastIndexOf('.') + 1);
        problems.add(
                path, message.startsWith(name + " ") ? path + message.substring(name.length()) : path + ": " + message);
        return null;
    }

    private void reportInPlace(String path, String message, String key, PartialLists partial) {
        String inPlace = partial.inPlace(message);
        String keyInPlace = partial.inPlace(key);
        if (inPlace != null && keyInPlace != null) {
            report(path, inPlace, keyInPlace);
        }
    }

    private void report(String path, String message, String key) {
        String at = path.isEmpty() || key.isEmpty() ? path + key : path + "." + key;
        String text = path.isEmpty() || key.isEmpty() ? path + message : path + "." + message;
        problems.add(at, text.startsWith(": ") ? text.substring(2) : text);
    }

    /** Why a tree does not become a {@code type}; null if it does. */
    private @Nullable String refusal(JsonNode tree, JavaType type) {
        try {
            mapper.treeToValue(tree, type);
            return null;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            Throwable cause = e;
            while (cause instanceof JsonProcessingException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            if (cause instanceof JsonProcessingException parsing) {
                return parsing.getOriginalMessage();
            }
            // The virtual machine's own message on a null is about code; requireNonNull's names the key.
            String message = String.valueOf(cause.getMessage());
            return cause instanceof NullPointerException && message.contains(" ") ? "is incomplete" : message;
        }
    }
}
