package dev.millrace.pipeline.cli;

import dev.millrace.pipeline.config.ConfigLoader;
import dev.millrace.pipeline.config.ConfigPrinter;
import dev.millrace.pipeline.config.ConfigSchema;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a configuration with all its defaults. */
@Command(
        name = "print-config",
        header = "Shows a configuration with all its defaults.",
        description = {
            "Prints a configuration with every key, set or default; what is default says so.",
            "Placeholders such as $${env:PASSWORD} are printed as they stand, never what they stand for."
        },
        footer = {
            "  millrace print-config fashion.yaml",
            "  millrace print-config --schema > millrace.schema.json",
            "  # in a file, for editors that know YAML schemas:",
            "  # yaml-language-server: $$schema=millrace.schema.json"
        })
public final class PrintConfigCommand implements Callable<Integer> {

    @Parameters(paramLabel = ConfigFile.LABEL, arity = "0..1", description = ConfigFile.DESCRIPTION)
    private @Nullable Path file;

    @Option(names = "--schema", description = "Print the JSON schema of all configuration files instead.")
    private boolean schema;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (schema) {
            out.println(ConfigSchema.print());
        } else if (file != null) {
            out.print(ConfigPrinter.print(ConfigLoader.load(file)));
        } else {
            throw new ParameterException(spec.commandLine(), "Give a CONFIG, or --schema.");
        }
        out.flush();
        return 0;
    }
}
