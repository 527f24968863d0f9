package dev.millrace.pipeline.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The tables and the first YAML block of each section of {@code docs/config.md}; a member's section is called {@code family: member}. */
final class ConfigDocument {

    /** A line of a table: a key, its type and its default, as they are written. */
    record Row(String key, String type, String value) {}

    private final Map<String, List<Row>> rows = new LinkedHashMap<>();
    private final Map<String, StringBuilder> examples = new LinkedHashMap<>();

    static ConfigDocument read(Path file) throws IOException {
        ConfigDocument document = new ConfigDocument();
        String section = "";
        String family = "";
        StringBuilder block = null;
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("```")) {
                block = line.equals("```yaml") ? new StringBuilder() : null;
                if (block != null) {
                    document.examples.putIfAbsent(section, block);
                }
            } else if (block != null) {
                block.append(line).append('\n');
            } else if (line.startsWith("### ")) {
                section = family + ": " + line.substring(4);
                document.rows.put(section, new ArrayList<>());
            } else if (line.startsWith("#")) {
                family = line.replaceFirst("^#+ ", "");
                section = family;
                document.rows.put(section, new ArrayList<>());
            } else if (line.startsWith("| `")) {
                String[] cells = line.substring(1).split(" \\| ", 4);
                document.rows(section).add(new Row(cells[0].strip().replace("`", ""), cells[1], cells[2]));
            }
        }
        return document;
    }

    /** The rows under a heading, in order. */
    List<Row> rows(String section) {
        return Objects.requireNonNull(rows.get(section), "no heading " + section);
    }

    /** The first YAML block under a heading. */
    String example(String section) {
        return examples.getOrDefault(section, new StringBuilder()).toString();
    }

    /** Headings with a table. */
    Set<String> sectionsWithKeys() {
        Set<String> titles = new TreeSet<>(rows.keySet());
        titles.removeIf(title -> rows(title).isEmpty());
        return titles;
    }
}
