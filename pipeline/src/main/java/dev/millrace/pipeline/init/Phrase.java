package dev.millrace.pipeline.init;

import java.util.Locale;

/** Sentences with numbers in them, the same wherever the program runs. */
final class Phrase {

    private Phrase() {}

    /** As {@link String#format}, without regard to the machine's language. */
    static String of(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
