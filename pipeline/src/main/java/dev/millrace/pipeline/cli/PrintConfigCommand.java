package dev.millrace.pipeline.cli;

import dev.millrace.pipeline.config.ConfigLoader;
import dev.millrace.pipeline.config.ConfigPrinter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
        footer = {"  millrace print-config fashion.yaml"})
public final class PrintConfigCommand implements Callable<Integer> {

    @Parameters(paramLabel = "CONFIG", description = "A configuration file in YAML; docs/config.md describes its keys.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(ConfigPrinter.print(ConfigLoader.load(file)));
        out.flush();
        return 0;
    }
}
