package dev.millrace.trainer;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sealed interface of the configuration and its members, for the contract tests of families.
 *
 * @param type the sealed interface
 */
public record ConfigFamily<T>(Class<T> type) {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code\\R(.*?) \\* }</pre>", Pattern.DOTALL);
    private static final ObjectMapper YAML =
            ConfigJson.configure(YAMLMapper.builder()).build();

    /** The members, by the sealed interface. */
    public List<Class<? extends T>> members() {
        return Arrays.stream(type.getPermittedSubclasses())
                .<Class<? extends T>>map(member -> member.asSubclass(type))
                .toList();
    }

    /** The members, by what Jackson is told. */
    public List<Class<?>> namedMembers() {
        JsonSubTypes names = Objects.requireNonNull(type.getAnnotation(JsonSubTypes.class));
        return Arrays.stream(names.value())
                .<Class<?>>map(JsonSubTypes.Type::value)
                .toList();
    }

    /** A member as YAML would configure it. */
    public T parse(String yaml) {
        try {
            return YAML.readValue(yaml, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be read: " + yaml, e);
        }
    }

    /** The member that the example in a member's Javadoc configures. */
    public T example(Class<? extends T> member) throws IOException {
        Path source = SOURCES.resolve(member.getName().replace('.', '/') + ".java");
        Matcher example = EXAMPLE.matcher(Files.readString(source));
        if (!example.find()) {
            throw new IllegalArgumentException(member.getSimpleName() + " has no YAML example in its Javadoc");
        }
        JsonNode section = YAML.readTree(example.group(1).replaceAll("(?m)^ \\* ?", ""));
        JsonNode value = section.elements().next();
        return YAML.treeToValue(value.isArray() ? value.get(0) : value, type);
    }

    /** A configured member, written and read again. */
    public T writtenAndRead(T configured) {
        try {
            return YAML.readValue(YAML.writerFor(type).writeValueAsString(configured), type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written and read: " + configured, e);
        }
    }

    @Override
    public String toString() {
        return type.getSimpleName();
    }
}
