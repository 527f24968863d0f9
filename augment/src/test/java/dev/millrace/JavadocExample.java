package dev.millrace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The YAML example in a class's Javadoc, read from its source: what a reader copies is what a test parses. */
public final class JavadocExample {

    private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code\\n(.*?)\\n \\* }</pre>", Pattern.DOTALL);

    private JavadocExample() {}

    /** The first example of a top-level class of this module. */
    public static String of(Class<?> type) {
        Path source = Path.of("src/main/java", type.getName().replace('.', '/') + ".java");
        try {
            Matcher example = EXAMPLE.matcher(Files.readString(source));
            if (!example.find()) {
                throw new AssertionError(type + " must have an example in its Javadoc");
            }
            return example.group(1).replaceAll("(?m)^ \\* ?", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
