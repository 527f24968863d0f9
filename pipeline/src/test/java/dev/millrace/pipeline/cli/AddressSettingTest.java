package dev.millrace.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchRuntimeException;

import dev.millrace.client.SnapshotSubscriber;
import dev.millrace.pipeline.Main;
import dev.millrace.pipeline.UserError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class AddressSettingTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            run c.yaml                                  | kafka.bootstrapServers
            snapshots list c.yaml                       | kafka.bootstrapServers
            snapshots list --model m                    | --kafka
            snapshots list --model m --kafka localhost:1 | --kafka
            produce images --topic t                    | --kafka
            """)
    void aSentenceNamesWhatTheCommandWasGiven(String arguments, String setting) {
        UserError ofTheJob = UserError.noBroker("localhost:1", Duration.ofSeconds(10), null);
        RuntimeException ofTheClient =
                catchRuntimeException(() -> SnapshotSubscriber.open(Map.of(), "m.snapshots", "m"));

        assertThat(said(arguments, ofTheJob))
                .isEqualTo("no Kafka broker answered at localhost:1 within 10 s; start it, or correct " + setting);
        assertThat(said(arguments, ofTheClient)).isEqualTo("properties must name " + setting + ", got none");
    }

    private static String said(String arguments, RuntimeException thrown) {
        CommandLine command = Main.commandLine();
        command.parseArgs(arguments.split(" +"));
        CommandLine innermost = command;
        while (innermost.getParseResult().hasSubcommand()) {
            innermost = innermost.getParseResult().subcommand().commandSpec().commandLine();
        }
        StringWriter err = new StringWriter();
        innermost.setErr(new PrintWriter(err, true));
        assertThat(new FailureHandler(() -> false)
                        .handleExecutionException(thrown, innermost, innermost.getParseResult()))
                .isEqualTo(1);
        return err.toString().strip();
    }
}
