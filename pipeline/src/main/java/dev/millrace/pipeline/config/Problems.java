package dev.millrace.pipeline.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the problems of one file, and remembers where its keys stand. */
final class Problems {

    private final String file;
    private final Placeholders placeholders;
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<Problem> found = new ArrayList<>();

    Problems(String file, Placeholders placeholders) {
        this.file = file;
        this.placeholders = placeholders;
    }

    /** Says where a key stands. */
    void locate(String path, int line) {
        lines.put(path, line);
    }

    /** Adds a problem of the key at {@code path}, or of the nearest section around it that stands in the file. */
    void add(String path, String message) {
        found.add(at(path, message));
    }

    /** A problem of the key at {@code path}, without adding it. */
    Problem at(String path, String message) {
        return new Problem(file, line(path), path, placeholders.hideIn(message));
    }

    /** Whether something is wrong with the key at {@code path} or with one below it. */
    boolean isAny(String path) {
        return found.stream().anyMatch(problem -> isAtOrBelow(problem.key(), path));
    }

    /** The keys that stand in the file. */
    Set<String> located() {
        return lines.keySet();
    }

    /** The problems, in the order of the file. */
    List<Problem> inOrder() {
        return found.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
    }

    private int line(String path) {
        String around = path;
        while (!lines.containsKey(around) && !around.isEmpty()) {
            around = around.substring(0, Math.max(0, Math.max(around.lastIndexOf('.'), around.lastIndexOf('['))));
        }
        return lines.getOrDefault(around, 1);
    }

    private static boolean isAtOrBelow(String key, String path) {
        if (path.isEmpty() || key.equals(path)) {
            return true;
        }
        return key.startsWith(path + ".") || key.startsWith(path + "[");
    }
}
