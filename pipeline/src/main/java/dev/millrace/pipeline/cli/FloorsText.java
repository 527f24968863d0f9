package dev.millrace.pipeline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an accuracy has to beat, for people: it says little of a stream that repeats its labels, or that has one label nearly always. */
final class FloorsText {

    private FloorsText() {}

    /**
     * The floors that there are, with commas; empty if there is none.
     *
     * @param noChange accuracy of repeating the last label, null if not known
     * @param majority accuracy of naming the most frequent label so far, null if not known
     */
    static String of(@Nullable Double noChange, @Nullable Double majority) {
        List<String> floors = new ArrayList<>();
        if (noChange != null) {
            floors.add(String.format(Locale.ROOT, "repeating the last label: %.3f", noChange));
        }
        if (majority != null) {
            floors.add(String.format(Locale.ROOT, "naming the most frequent: %.3f", majority));
        }
        return String.join(", ", floors);
    }
}
