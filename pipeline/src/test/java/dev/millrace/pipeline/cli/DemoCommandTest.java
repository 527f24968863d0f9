package dev.millrace.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is refused before anything is started. */
class DemoCommandTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --stream letters                | --stream must be images or elec2, got letters
            --samples 999                   | --samples must be at least 1000, got 999
            --stream elec2 --samples 60000  | --samples must be in [1000, 45312], the rows of elec2, got 60000: a stream that goes by time has no second pass
            --summary absent/summary.json   | --summary must be a file that can be written, in a directory that exists, got absent/summary.json
            """)
    void saysInASentenceWhatIsWrong(String arguments, String sentence) {
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine();
        commandLine.setErr(new PrintWriter(err, true));
        String[] words = ("demo " + arguments).split(" ");

        assertThat(commandLine.execute(words)).isEqualTo(2);
        assertThat(err.toString().lines())
                .as(Arrays.toString(words))
                .containsExactly(sentence, "See millrace demo --help.");
    }
}
