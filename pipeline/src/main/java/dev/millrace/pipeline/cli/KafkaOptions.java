package dev.millrace.pipeline.cli;

import dev.millrace.pipeline.PipelineConfig.Kafka;
import dev.millrace.pipeline.config.Placeholders;
import dev.millrace.pipeline.config.Secrets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which broker, for a command that is not given a configuration. */
final class KafkaOptions {

    static final String SERVERS = "--kafka";
    private static final String PROPERTY = "--property";

    @Option(
            names = SERVERS,
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:9092",
            description = "The broker; default ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String servers;

    @Option(
            names = PROPERTY,
            paramLabel = "NAME=VALUE",
            description = "A Kafka client property, security above all; a secret as $${env:NAME} or $${file:PATH}.")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** The properties as they were given, with their placeholders. */
    Map<String, String> properties() {
        return properties;
    }

    /** Whether the command line says anything of it. */
    boolean areGiven() {
        ParseResult parsed = spec.commandLine().getParseResult();
        return parsed.hasMatchedOption(SERVERS) || parsed.hasMatchedOption(PROPERTY);
    }

    /**
     * The broker, placeholders replaced by what they stand for.
     *
     * @throws ParameterException if an option cannot be used
     */
    Kafka kafka() {
        Map<String, String> resolved = new LinkedHashMap<>();
        Placeholders placeholders = new Placeholders(System::getenv, Path.of(""));
        properties.forEach((name, value) -> resolved.put(name, resolve(placeholders, name, value)));
        try {
            return Kafka.of(servers, null, resolved);
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw refused(
                    message.startsWith("properties.")
                            ? PROPERTY + " " + message.substring("properties.".length())
                            : SERVERS + " must be host:port, several with commas, got " + servers,
                    e);
        }
    }

    private String resolve(Placeholders placeholders, String name, String value) {
        if (Secrets.isSecret(name) && !Placeholders.isIn(value)) {
            throw refused(
                    PROPERTY + " " + name
                            + " holds a secret, which others would see: give it as ${env:NAME} or ${file:PATH}",
                    null);
        }
        try {
            return placeholders.resolve(name, value);
        } catch (IllegalArgumentException e) {
            throw refused(PROPERTY + " " + name + " " + e.getMessage(), e);
        }
    }

    private ParameterException refused(String message, @Nullable Throwable cause) {
        return new ParameterException(spec.commandLine(), message, cause);
    }
}
