package dev.millrace.pipeline.cli;

import dev.millrace.pipeline.PipelineConfig.Kafka;
import dev.millrace.pipeline.config.Placeholders;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which broker, for a command without a configuration. */
final class KafkaOptions {

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:9092",
            description = "The broker; default ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String servers;

    @Option(
            names = "--property",
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

    /** The broker, placeholders replaced by what they stand for. */
    Kafka kafka() {
        Map<String, String> resolved = new LinkedHashMap<>();
        Placeholders placeholders = new Placeholders(System::getenv, Path.of(""));
        properties.forEach((name, value) -> resolved.put(name, resolve(placeholders, name, value)));
        try {
            return Kafka.of(servers, null, resolved);
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw new ParameterException(
                    spec.commandLine(),
                    message.startsWith("properties.")
                            ? "--property " + message.substring("properties.".length())
                            : "--kafka must be host:port, several with commas, got " + servers,
                    e);
        }
    }

    private String resolve(Placeholders placeholders, String name, String value) {
        if (isSecret(name) && !Placeholders.isIn(value)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--property " + name
                            + " holds a secret, which others would see: give it as ${env:NAME} or ${file:PATH}");
        }
        try {
            return placeholders.resolve(name, value);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--property " + name + " " + e.getMessage(), e);
        }
    }

    private static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.contains("password") || lower.contains("jaas") || lower.contains("secret");
    }
}
