package dev.millrace.pipeline.init;

import java.util.ArrayList;
import java.util.List;

/** Lines of YAML with comments: notes above, reasons behind, and alternatives that are commented out. Not thread-safe. */
final class ConfigLines {

    private static final int WIDTH = 110;
    private static final int LAST_ALIGNED = 72;

    private final List<Line> lines = new ArrayList<>();

    private record Line(String text, String why) {}

    /** A line without a comment. */
    ConfigLines add(String text) {
        return add(text, "");
    }

    /** A line, and behind it the reason for it or what was seen; empty for none. */
    ConfigLines add(String text, String why) {
        lines.add(new Line(text, why));
        return this;
    }

    /** An alternative, commented out. */
    ConfigLines option(String text, String why) {
        return add(commented(text), why);
    }

    /** A comment of its own, wrapped. */
    ConfigLines note(String text) {
        StringBuilder line = new StringBuilder("#");
        for (String word : text.split(" ", -1)) {
            if (line.length() + 1 + word.length() > WIDTH) {
                add(line.toString());
                line = new StringBuilder("#");
            }
            line.append(' ').append(word);
        }
        return add(line.toString());
    }

    ConfigLines gap() {
        return add("");
    }

    /** Other lines, so many blanks to the right. */
    ConfigLines nest(int indent, ConfigLines inner) {
        for (Line line : inner.lines) {
            add(line.text.isEmpty() ? "" : " ".repeat(indent) + line.text, line.why);
        }
        return this;
    }

    private static String commented(String text) {
        int indent = text.length() - text.stripLeading().length();
        return text.substring(0, indent) + "# " + text.substring(indent);
    }

    /** The text; reasons of neighbouring lines stand below each other. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        int column = 0;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (line.why.isEmpty()) {
                text.append(line.text).append('\n');
                column = 0;
                continue;
            }
            column = column == 0 ? column(i) : column;
            text.append(line.text)
                    .append(" ".repeat(Math.max(1, column - line.text.length())))
                    .append("# ")
                    .append(line.why)
                    .append('\n');
        }
        return text.toString();
    }

    /** Where the reasons of the lines from this one on begin. */
    private int column(int from) {
        int column = 0;
        for (int i = from; i < lines.size() && !lines.get(i).why.isEmpty(); i++) {
            int end = lines.get(i).text.length() + 1;
            column = end <= LAST_ALIGNED ? Math.max(column, end) : column;
        }
        return Math.max(column, 1);
    }
}
