package dev.millrace.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is refused before a broker is asked. */
class SnapshotsCommandTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            list                                   | Whose snapshots? Give CONFIG or --model NAME
            list c.yaml --model m                  | CONFIG names model, topic and broker; leave out --model, --topic, --kafka and --property
            list --model m --kafka here            | --kafka must be host:port, several with commas, got here
            get --model m                          | What to fetch? Give --out FILE, --manifest FILE or --arrays, or several
            get --model m --arrays --version seven | Invalid value for option '--version': 'seven' is not a long
            follow --model m --limit 0             | --limit must be at least 1, got 0
            """)
    void saysInASentenceWhatIsMissing(String arguments, String sentence) {
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine();
        commandLine.setErr(new PrintWriter(err, true));
        String[] words = ("snapshots " + arguments).split(" ");

        assertThat(commandLine.execute(words)).isEqualTo(2);
        assertThat(err.toString().lines())
                .as(Arrays.toString(words))
                .containsExactly(sentence, "See millrace snapshots " + words[1] + " --help.");
    }
}
