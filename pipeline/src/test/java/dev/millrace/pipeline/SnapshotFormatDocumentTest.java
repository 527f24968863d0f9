package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.trainer.snapshot.Manifest;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/snapshot-format.md says what the code does. */
class SnapshotFormatDocumentTest {

    private static final Path DOCS = Path.of("../docs");

    private final String document;

    SnapshotFormatDocumentTest() throws IOException {
        document = Files.readString(DOCS.resolve("snapshot-format.md"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"read_snapshot.py", "predict_row.py"})
    void showsTheScripts(String name) throws IOException {
        assertThat(document).contains("```python\n" + Files.readString(DOCS.resolve(name)) + "```\n");
    }

    @Test
    void namesEveryFieldOfAManifest() {
        String rows = document.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf('|', 1)))
                .reduce("", String::concat);
        for (RecordComponent field : Manifest.class.getRecordComponents()) {
            assertThat(rows).containsPattern("`" + field.getName() + "(\\.slices)?`");
        }
    }

    @Test
    void showsAManifestThatCanBeRead() {
        int start = document.indexOf("```json\n") + 8;
        String json = document.substring(start, document.indexOf("```", start)).strip();

        Manifest manifest = Manifest.fromJson(json.getBytes(StandardCharsets.UTF_8));

        assertThat(new String(manifest.toJson(), StandardCharsets.UTF_8)).isEqualTo(json);
    }
}
