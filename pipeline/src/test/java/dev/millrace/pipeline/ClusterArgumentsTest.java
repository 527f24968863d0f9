package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterArgumentsTest {

    @TempDir
    private Path directory;

    @Test
    void takesAFileWithOptionsInAnyOrder() throws Exception {
        String file = Files.writeString(directory.resolve("fashion.yaml"), "model: fashion\n")
                .toString();

        ClusterArguments arguments = ClusterArguments.parse("--fresh", file, "--bounded");

        assertThat(arguments).isEqualTo(new ClusterArguments(file, null, new RunOptions(true, true, null)));
        assertThatThrownBy(arguments::load)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(file)
                .hasMessageContaining("kafka is missing");
    }

    @Test
    void takesATextWhoseMistakesBearItsName() {
        String[] words = ClusterArguments.ofText("fashion.yaml", "model: fashion\nkafka: 7\n", true, false)
                .toArray(String[]::new);

        ClusterArguments arguments = ClusterArguments.parse(words);

        assertThat(arguments.options()).isEqualTo(RunOptions.toTheEnd());
        assertThatThrownBy(arguments::load)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("fashion.yaml:2: ");
    }

    @Test
    void refusesOtherArguments() {
        for (String wrong : new String[] {"", "--verbose", "a.yaml b.yaml", "--text a.yaml"}) {
            String[] words = wrong.isEmpty() ? new String[0] : wrong.split(" ");
            assertThatThrownBy(() -> ClusterArguments.parse(words))
                    .isInstanceOf(UserError.class)
                    .hasMessage("the job's arguments must be CONFIG.yaml [--bounded] [--fresh], got " + wrong);
        }
    }
}
