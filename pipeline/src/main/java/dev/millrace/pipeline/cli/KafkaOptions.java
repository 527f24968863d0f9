package dev.millrace.pipeline.cli;

import dev.millrace.pipeline.PipelineConfig.Kafka;
import dev.millrace.pipeline.config.Placeholders;
import dev.millrace.pipeline.config.Secrets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
        return kafka(servers, properties, spec);
    }

    /**
     * A broker as options name it.
     *
     * @throws ParameterException if an option cannot be used
     */
    static Kafka kafka(String servers, Map<String, String> properties, CommandSpec spec) {
        Map<String, String> resolved = new LinkedHashMap<>();
        Placeholders placeholders = new Placeholders(System::getenv, Path.of(""));
        properties.forEach((name, value) -> resolved.put(name, resolve(placeholders, name, value, spec)));
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

    private static String resolve(Placeholders placeholders, String name, String value, CommandSpec spec) {
        if (Secrets.isSecret(name) && !Placeholders.isIn(value)) {
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
}
