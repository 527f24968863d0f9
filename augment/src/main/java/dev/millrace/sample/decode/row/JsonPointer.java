package dev.millrace.sample.decode.row;

import java.util.ArrayList;
import java.util.List;

/** JSON pointers, RFC 6901: {@code /readings/0/value}, where {@code ~1} stands for a slash in a name and {@code ~0} for a tilde. */
public final class JsonPointer {

    private JsonPointer() {}

    /** The pointer to a key of the root object. */
    public static String to(String key) {
        return "/" + key.replace("~", "~0").replace("/", "~1");
    }

    /**
     * The names on the way, from the root on.
     *
     * @param key what a message calls the pointer
     * @throws IllegalArgumentException if it is no pointer below the root
     */
    public static List<String> steps(String key, String pointer) {
        if (!pointer.startsWith("/") || pointer.matches(".*~(?![01]).*")) {
            throw new IllegalArgumentException(key
                    + " must be a JSON pointer, as /name or /list/0 (~1 for a slash in a name, ~0 for a tilde), got '"
                    + pointer + "'");
        }
        List<String> steps = new ArrayList<>();
        for (String step : pointer.substring(1).split("/", -1)) {
            steps.add(step.replace("~1", "/").replace("~0", "~"));
        }
        return steps;
    }
}
