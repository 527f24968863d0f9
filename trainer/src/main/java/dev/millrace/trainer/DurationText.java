package dev.millrace.trainer;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them in a configuration: {@code 500 ms}, {@code 10 s}, {@code 15 min}, {@code 1 h}, {@code 7 d}, or ISO {@code PT10S}. */
public final class DurationText {

    /** What {@link #parse} reads, as a regular expression for schemas. */
    public static final String PATTERN = "^[0-9]+ *(ms|s|min|h|d)$|^P.+$";

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]+) *(ms|s|min|h|d)");

    private DurationText() {}

    /**
     * The duration that a text stands for.
     *
     * @throws IllegalArgumentException if it stands for none; the message is a rule without a name, {@code must be a duration …, got x}
     */
    public static Duration parse(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip());
        try {
            if (!matcher.matches()) {
                return Duration.parse(text.strip());
            }
            long count = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                case "min" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "must be a duration such as 500 ms, 10 s, 15 min, 1 h or PT10S, got " + text, e);
        }
    }

    /** The shortest text that {@link #parse} reads back to an equal duration. */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (duration.isNegative() || !Duration.ofMillis(millis).equals(duration)) {
            return duration.toString();
        }
        if (millis % 1000 != 0) {
            return millis + " ms";
        }
        long seconds = millis / 1000;
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + " s";
        }
        long minutes = seconds / 60;
        if (minutes % 60 != 0) {
            return minutes + " min";
        }
        long hours = minutes / 60;
        return hours % 24 != 0 ? hours + " h" : hours / 24 + " d";
    }
}
