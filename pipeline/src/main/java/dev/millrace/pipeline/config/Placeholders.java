package dev.millrace.pipeline.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts in what {@code ${env:NAME}} and {@code ${file:PATH}} stand for: an environment variable, or the content of a file without its last line
 * break. Secrets come into a configuration this way, and never leave it in a message. Other texts in {@code ${}} stay as they are: Kafka has its own.
 */
public final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(env|file):([^}]*)}");

    private final UnaryOperator<@Nullable String> environment;
    private final Path directory;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, String> secrets = new LinkedHashMap<>();

    /**
     * @param environment from the name of a variable to its value, or null
     * @param directory what relative file names start from
     */
    public Placeholders(UnaryOperator<@Nullable String> environment, Path directory) {
        this.environment = environment;
        this.directory = directory;
    }

    /** Whether a text has placeholders. */
    public static boolean isIn(String text) {
        return PLACEHOLDER.matcher(text).find();
    }

    /**
     * A text with its placeholders replaced.
     *
     * @param path of the key whose value it is
     * @throws IllegalArgumentException if there is nothing to put in; the message is a rule without a name
     */
    public String resolve(String path, String text) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (matcher.find()) {
            String value = matcher.group(1).equals("env") ? variable(matcher.group(2)) : content(matcher.group(2));
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(value));
            secrets.put(value, matcher.group());
            texts.put(path, text);
        }
        return matcher.appendTail(resolved).toString();
    }

    /** Texts that held a placeholder, by the path of their key. */
    Map<String, String> texts() {
        return texts;
    }

    /** A message with every secret in it replaced by its placeholder. */
    String hideIn(String message) {
        String hidden = message;
        for (Map.Entry<String, String> secret : secrets.entrySet()) {
            if (!secret.getKey().isEmpty()) {
                hidden = hidden.replace(secret.getKey(), secret.getValue());
            }
        }
        return hidden;
    }

    private String variable(String name) {
        String value = environment.apply(name);
        if (value == null) {
            throw new IllegalArgumentException("needs the environment variable " + name + ", which is not set");
        }
        return value;
    }

    private String content(String name) {
        try {
            return Files.readString(directory.resolve(name)).replaceFirst("\\R\\z", "");
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("needs the file " + name + ", which cannot be read", e);
        }
    }
}
