package dev.millrace.pipeline.cli;

import dev.millrace.pipeline.config.Problem;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Says on the error output what is doubtful in a configuration that can be used. */
final class ConfigWarnings {

    private ConfigWarnings() {}

    static void print(List<Problem> warnings, CommandSpec spec) {
        PrintWriter err = spec.commandLine().getErr();
        warnings.forEach(warning -> err.println("Warning: " + warning));
        err.flush();
    }
}
