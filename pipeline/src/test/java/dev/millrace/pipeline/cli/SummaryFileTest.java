package dev.millrace.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class SummaryFileTest {

    @TempDir
    private Path directory;

    @Test
    void replacesTheFileOfAnEarlierRunAndLeavesNothingBesideIt() throws IOException {
        Path file = Files.writeString(directory.resolve("summary.json"), "{\"of\": \"an earlier run, and longer\"}\n");
        summaryFile(file).write("{}");

        assertThat(file).hasContent("{}\n");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void writesToADeviceAndDoesNotReplaceIt() throws IOException {
        Path device = Files.createSymbolicLink(directory.resolve("nowhere"), Path.of("/dev/null"));
        summaryFile(device).requirePlace();
        summaryFile(device).write("{}");

        assertThat(device).isSymbolicLink();
        Files.delete(device);
    }

    /** What {@code /dev/stdout} is where the output goes to a file. */
    @Test
    void writesThroughALinkAndDoesNotReplaceIt() throws IOException {
        Path file = Files.createFile(directory.resolve("output"));
        Path link = Files.createSymbolicLink(directory.resolve("stdout"), file);
        summaryFile(link).requirePlace();
        summaryFile(link).write("{}");

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("{}\n");
    }

    @Test
    void refusesADirectory() {
        assertThatThrownBy(() -> summaryFile(directory).requirePlace())
                .hasMessage("--summary must be a file, got directory " + directory);
    }

    @Test
    void refusesALinkThatLeadsNowhere() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("dangling"), directory.resolve("missing"));

        assertThatThrownBy(() -> summaryFile(link).requirePlace())
                .hasMessage("--summary must be a file that can be written, in a directory that exists, got " + link);
    }

    private static SummaryFile summaryFile(Path file) {
        Summarised command = new Summarised();
        new CommandLine(command).parseArgs("--summary", file.toString());
        return command.file;
    }

    @Command
    private static final class Summarised {

        @Mixin
        private final SummaryFile file = new SummaryFile();
    }
}
