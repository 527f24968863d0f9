package dev.millrace.pipeline.cli;

import dev.millrace.client.SnapshotSubscriber;
import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.PipelineConfig.Kafka;
import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.config.ConfigLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Whose snapshots: those of a configuration, or of a model by its name. */
final class SnapshotsSource {

    @Parameters(
            arity = "0..1",
            paramLabel = ConfigFile.LABEL,
            description = "A configuration file in YAML, which names model, topic and broker; or name them below.")
    private @Nullable Path file;

    @Option(names = "--model", paramLabel = "NAME", description = "The model.")
    private @Nullable String model;

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Its snapshots topic; default NAME.snapshots.")
    private @Nullable String topic;

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /**
     * A subscriber; whoever asks for it closes it.
     *
     * @param kafka where the topic is, if no configuration says it
     */
    SnapshotSubscriber open(KafkaOptions kafka) {
        if (file != null) {
            if (model != null || topic != null || kafka.areGiven()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "CONFIG names model, topic and broker; leave out --model, --topic, --kafka and --property");
            }
            PipelineConfig config = ConfigLoader.load(file).config();
            return open(config.kafka(), config.snapshots().topic(), config.model());
        }
        if (model == null) {
            throw new ParameterException(spec.commandLine(), "Whose snapshots? Give CONFIG or --model NAME");
        }
        return open(kafka.kafka(), topic == null ? model + ".snapshots" : topic, model);
    }

    private static SnapshotSubscriber open(Kafka kafka, String topic, String model) {
        Map<String, Object> properties = new HashMap<>(kafka.properties());
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        return SnapshotSubscriber.open(properties, topic, model);
    }

    /** That there is nothing is usually a name that is not quite right. */
    static UserError none() {
        return new UserError(
                "the topic holds no whole snapshot of this model; check the model's name, or wait for its job's"
                        + " first snapshot");
    }
}
