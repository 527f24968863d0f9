package dev.millrace.pipeline.init;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts as they must stand in YAML to be read as the same texts, between brackets and braces too. */
final class YamlScalar {

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_/][\\p{L}\\p{N}_./-]*( [\\p{L}\\p{N}_./-]+)*");

    /** What other readers of YAML might take for something else than a text, though ours would not. */
    private static final Set<String> OTHERWISE = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private YamlScalar() {}

    /** A text, in quotes where it needs them. */
    static String of(String text) {
        return PLAIN.matcher(text).matches() && !OTHERWISE.contains(text.toLowerCase(Locale.ROOT))
                ? text
                : quoted(text);
    }

    /** Texts in brackets. */
    static String list(List<String> texts) {
        return texts.stream().map(YamlScalar::of).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            switch (each) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(isPrintable(each) ? String.valueOf(each) : Phrase.of("\\u%04x", (int) each));
            }
        }
        return quoted.append('"').toString();
    }

    private static boolean isPrintable(char each) {
        return !Character.isISOControl(each)
                && each != '\u2028'
                && each != '\u2029'
                && each != '\uFEFF'
                && !Character.isSurrogate(each)
                && each < '\uFFFE';
    }
}
