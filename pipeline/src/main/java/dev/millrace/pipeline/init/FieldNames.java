package dev.millrace.pipeline.init;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Names for places of rows, and what names give away. */
final class FieldNames {

    private static final Set<String> KEYS = Set.of("id", "uuid", "guid", "key");
    private static final List<String> KEY_ENDS = List.of("_id", "-id", ".id", "uuid", "guid");

    private FieldNames() {}

    /**
     * A name for each place: the last step of its path if no other has it, else the whole path with dots. The number of an element of a list is no name by itself.
     *
     * @param paths the steps to each place
     */
    static Map<List<String>, String> of(List<List<String>> paths) {
        Map<String, Integer> uses = new HashMap<>();
        paths.forEach(path -> uses.merge(lastSteps(path), 1, Integer::sum));
        Map<List<String>, String> names = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (List<String> path : paths) {
            String last = lastSteps(path);
            String name = uses.getOrDefault(last, 0) == 1 ? last : String.join(".", path);
            while (name.isBlank() || !taken.add(name)) {
                name += "_";
            }
            names.put(path, name);
        }
        return names;
    }

    private static String lastSteps(List<String> path) {
        int from = path.size() - 1;
        while (from > 0 && path.get(from).matches("[0-9]+")) {
            from--;
        }
        return String.join(".", path.subList(from, path.size()));
    }

    /** Whether a field of this name usually tells records or things apart, rather than measuring them. */
    static boolean isKey(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return KEYS.contains(lower)
                || KEY_ENDS.stream().anyMatch(lower::endsWith)
                || (name.endsWith("Id") || name.endsWith("ID"));
    }

    /** Whether a field of this name is usually a moment. */
    static boolean isTime(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.contains("time")
                || lower.contains("date")
                || lower.equals("ts")
                || lower.endsWith("_ts")
                || lower.endsWith("_at")
                || name.endsWith("At");
    }
}
