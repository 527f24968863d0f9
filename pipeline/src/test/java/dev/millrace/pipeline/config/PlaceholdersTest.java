package dev.millrace.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.PipelineConfig.Kafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceholdersTest {

    @TempDir
    Path directory;

    private final Map<String, String> environment = Map.of("PASSWORD", "s3cret$1", "SERVER", "broker");

    @Test
    void putsInVariablesAndFiles() throws IOException {
        Files.writeString(directory.resolve("key.pem"), "line 1\nline 2\n");

        Kafka kafka = load("{a: 'user=\"me\" password=\"${env:PASSWORD}\";', b: '${file:key.pem}', c: '${vault:x}'}")
                .config()
                .kafka();

        assertThat(kafka.properties())
                .containsEntry("a", "user=\"me\" password=\"s3cret$1\";")
                .containsEntry("b", "line 1\nline 2")
                .containsEntry("c", "${vault:x}");
    }

    @Test
    void remembersWhatTheFileSaid() {
        assertThat(load("{a: 'x ${env:PASSWORD}', b: plain}").placeholders())
                .containsExactly(Map.entry("kafka.properties.a", "x ${env:PASSWORD}"));
    }

    @Test
    void saysWhatThereIsNothingFor() {
        assertThatThrownBy(() -> load("{a: '${env:ABSENT}', b: '${file:absent}'}"))
                .hasMessage("c.yaml:4: kafka.properties.a needs the environment variable ABSENT, which is not set\n"
                        + "c.yaml:4: kafka.properties.b needs the file absent, which cannot be read");
    }

    @Test
    void neverShowsASecretInAMessage() {
        assertThatThrownBy(() -> ConfigLoader.load(
                        "c.yaml",
                        ConfigLoaderTest.GOOD.replace("model: fashion", "model: 'a/${env:PASSWORD}'"),
                        directory,
                        environment::get))
                .hasMessage("c.yaml:1: model must be 1 to 200 letters, digits, '.', '_' or '-', got a/${env:PASSWORD}");
    }

    @Test
    void neverShowsASecretInText() {
        assertThat(load("{a: '${env:PASSWORD}'}").toString()).doesNotContain("s3cret");
        assertThat(load("{a: '${env:PASSWORD}'}").config().toString()).doesNotContain("s3cret");
    }

    private LoadedConfig load(String properties) {
        String text = ConfigLoaderTest.GOOD.replace("source:", "  properties: " + properties + "\nsource:");
        return ConfigLoader.load("c.yaml", text, directory, environment::get);
    }
}
