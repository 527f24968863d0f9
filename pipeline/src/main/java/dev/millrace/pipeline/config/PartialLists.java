package dev.millrace.pipeline.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lists of one section that lack the elements that were refused. What the section's constructor has against one of the others is still worth
 * hearing, told by the place it has in the file; what it has against the whole list may only follow from the gaps.
 */
final class PartialLists {

    private final Map<String, Part> parts = new HashMap<>();

    /**
     * What is left of a list.
     *
     * @param elements without those that were refused
     * @param places of the elements in the file's list
     */
    record Part(ArrayNode elements, List<Integer> places) {}

    void add(String key, Part part) {
        parts.put(key, part);
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** A message as it reads with the places of the file; null if it may only follow from a gap. */
    @Nullable
    String inPlace(String message) {
        for (Map.Entry<String, Part> part : parts.entrySet()) {
            String key = part.getKey();
            if (message.startsWith(key + "[")) {
                int close = message.indexOf(']');
                int index = Integer.parseInt(message.substring(key.length() + 1, close));
                return key + "[" + part.getValue().places().get(index) + message.substring(close);
            }
            if (message.startsWith(key)) {
                return null;
            }
        }
        return message;
    }
}
