package dev.millrace.pipeline.cli;

import dev.millrace.pipeline.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where a command leaves what it came to, if it is asked to. */
final class SummaryFile {

    @Option(names = "--summary", paramLabel = "FILE", description = "Write what it came to as JSON.")
    private @Nullable Path file;

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** The work may take hours; that its summary has no place shows before it begins. */
    void requirePlace() {
        if (file == null) {
            return;
        }
        Path directory = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new ParameterException(spec.commandLine(), "--summary must be a file, got directory " + file);
        }
        if (isWrittenInPlace(file) ? !Files.isWritable(file) : directory != null && !Files.isWritable(directory)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--summary must be a file that can be written, in a directory that exists, got " + file);
        }
    }

    /** Writes the file, whole or not at all; what is no plain file is written to where it is. */
    void write(String json) {
        if (file == null) {
            return;
        }
        Path part = isWrittenInPlace(file) ? file : file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(part, json + "\n");
            if (part != file) {
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UserError("the summary cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }

    /** Whether it is a pipe, a device or a link, {@code /dev/stdout} for one, wherever that leads: not to be replaced by a file. */
    private static boolean isWrittenInPlace(Path file) {
        return Files.isSymbolicLink(file) || (Files.exists(file) && !Files.isRegularFile(file));
    }
}
