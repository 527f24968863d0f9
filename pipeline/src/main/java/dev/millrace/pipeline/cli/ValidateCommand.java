package dev.millrace.pipeline.cli;

import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.config.ConfigLoader;
import dev.millrace.pipeline.config.LoadedConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says whether a configuration can be used. */
@Command(
        name = "validate",
        header = "Checks a configuration.",
        description = {
            "Prints all problems of a configuration, one a line: file, line, key, rule and value.",
            "Asks no broker: what only Kafka can tell, such as a missing topic, comes out when the job starts."
        },
        footer = {"  millrace validate fashion.yaml", "  millrace validate fashion.yaml && millrace run fashion.yaml"})
public final class ValidateCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ConfigFile file;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        LoadedConfig loaded = ConfigLoader.load(file.path());
        PipelineConfig config = loaded.config();
        ConfigWarnings.print(loaded.warnings(), spec);
        spec.commandLine()
                .getOut()
                .printf(
                        "%s is valid: model %s learns from topic %s%n",
                        file.path(), config.model(), config.source().topic());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
