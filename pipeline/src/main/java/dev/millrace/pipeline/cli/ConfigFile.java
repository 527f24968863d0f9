package dev.millrace.pipeline.cli;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The configuration that a command is about. */
final class ConfigFile {

    static final String LABEL = "CONFIG";
    static final String DESCRIPTION = "A configuration file in YAML; docs/config.md describes its keys.";

    @Parameters(paramLabel = LABEL, description = DESCRIPTION)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    Path path() {
        return file;
    }
}
