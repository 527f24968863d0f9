package dev.millrace.pipeline.cli;

import dev.millrace.pipeline.config.LoadedConfig;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** Says on the error output what is doubtful in a configuration that can be used. */
final class ConfigWarnings {

    private ConfigWarnings() {}

    static void print(LoadedConfig loaded, CommandSpec spec) {
        PrintWriter err = spec.commandLine().getErr();
        loaded.warnings().forEach(warning -> err.println("Warning: " + warning));
        err.flush();
    }
}
