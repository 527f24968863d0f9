package dev.millrace.pipeline.cli;

import dev.millrace.trainer.snapshot.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A configuration that {@code init} wrote and that does not run yet. Its last line has the hash of all before it, so that {@code init} can tell its own
 * unfinished work, which it may replace, from a file that somebody has put work into, which it may not.
 */
final class UnfinishedDraft {

    private static final String MARK =
            "# Unfinished: `millrace init` replaces this file as long as nobody has edited it (sha256 %s).\n";
    private static final Pattern MARKED =
            Pattern.compile("(?s)(.*)# Unfinished: [^\\n]*\\(sha256 ([0-9a-f]{64})\\)\\.\\n");

    private UnfinishedDraft() {}

    /** The text with its mark. */
    static String mark(String yaml) {
        return yaml + MARK.formatted(hash(yaml));
    }

    /** Whether a file is such a draft, as it was written. */
    static boolean isUntouched(Path file) {
        try {
            Matcher marked = MARKED.matcher(Files.readString(file));
            return marked.matches() && hash(marked.group(1)).equals(marked.group(2));
        } catch (IOException e) {
            // Not readable, or no text: not what init wrote.
            return false;
        }
    }

    private static String hash(String yaml) {
        byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
        return Sha256.of(bytes, 0, bytes.length);
    }
}
