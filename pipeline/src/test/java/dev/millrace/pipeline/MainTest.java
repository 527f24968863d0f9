package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void teachesEveryCommand() {
        assertThat(run("--help")).isZero();
        teachesEveryCommandOf(Main.commandLine(), List.of());
        assertThat(err.toString()).isEmpty();
    }

    private void teachesEveryCommandOf(CommandLine parent, List<String> path) {
        for (CommandLine command : parent.getSubcommands().values()) {
            List<String> names = new ArrayList<>(path);
            names.add(command.getCommandName());
            List<String> asked = new ArrayList<>(names);
            asked.add("--help");
            assertThat(out.toString()).contains("  " + command.getCommandName());
            assertThat(run(asked.toArray(String[]::new))).isZero();
            String help = command.getUsageMessage();
            assertThat(help)
                    .contains("Examples:\n  millrace " + String.join(" ", names))
                    .contains("Exit codes:")
                    .contains("--help")
                    .contains("--verbose");
            assertThat(help.lines())
                    .as("lines of %s", asked)
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
            teachesEveryCommandOf(command, names);
        }
    }

    @Test
    void saysItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("millrace ").contains("Java " + System.getProperty("java.version"));
    }

    @Test
    void showsItsHelpWhereACommandIsMissing() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: millrace").contains("Commands:");
    }

    @Test
    void suggestsACommand() {
        assertThat(run("valdate", "x")).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "Unknown here: valdate x",
                        "Did you mean: millrace validate or millrace status?",
                        "See millrace --help.");
    }

    @Test
    void suggestsAnOption() {
        assertThat(run("validate", "--verbos", "x")).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "Unknown option: '--verbos'",
                        "Possible solutions: --version, --verbose",
                        "See millrace validate --help.");
    }

    @Test
    void saysWhatArgumentIsMissing() {
        assertThat(run("validate")).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly("Missing required parameter: 'CONFIG'", "See millrace validate --help.");
    }

    @Test
    void printsEveryProblemOfAConfiguration() throws IOException {
        Path file = Files.writeString(directory.resolve("c.yaml"), "modle: x\nkafka: {}\n");

        assertThat(run("validate", file.toString())).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        file + ":1: modle is unknown; did you mean model?",
                        file + ":1: source is missing",
                        file + ":1: trainer is missing",
                        file + ":2: kafka.bootstrapServers is missing");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void printsAStackTraceOnlyIfAsked() {
        assertThat(run("validate", "absent.yaml")).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly("absent.yaml: the file does not exist; give the path of a configuration file");

        assertThat(run("--verbose", "validate", "absent.yaml")).isEqualTo(2);
        assertThat(err.toString()).contains("\tat dev.millrace.pipeline.config.ConfigLoader");
    }

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
