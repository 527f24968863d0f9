package dev.millrace.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnresolvedConfigTest {

    @TempDir
    private Path directory;

    @Test
    void aFileWithoutPlaceholdersIsCheckedAndWarnedOf() throws IOException {
        String text = ConfigLoaderTest.GOOD + "flink: {rest.prt: 8083}\n";
        UnresolvedConfig config = UnresolvedConfig.read(file(text));

        assertThat(config.text()).isEqualTo(text);
        assertThat(config.model()).isEqualTo("fashion");
        assertThat(config.warnings()).extracting(Problem::key).containsExactly("flink.rest.prt");
        assertThatThrownBy(() -> UnresolvedConfig.read(file(text.replace("model:", "modell:"))))
                .isInstanceOf(ConfigException.class);
    }

    @Test
    void aFileWithPlaceholdersIsHandedOverAsItStands() throws IOException {
        String text = ConfigLoaderTest.GOOD.replace("localhost:9092", "${env:NOWHERE_BUT_ON_THE_CLUSTER}");
        UnresolvedConfig config = UnresolvedConfig.read(file(text));

        assertThat(config.text()).isEqualTo(text);
        assertThat(config.model()).isEqualTo("fashion");
        assertThat(config.warnings()).isEmpty();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("c.yaml"), text);
    }
}
