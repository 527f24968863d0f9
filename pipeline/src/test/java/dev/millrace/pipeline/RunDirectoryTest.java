package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunDirectoryTest {

    @TempDir
    private Path temporary;

    private RunDirectory directory = new RunDirectory(new org.apache.flink.core.fs.Path("unset"));

    @BeforeEach
    void makeDirectory() {
        directory = new RunDirectory(
                new org.apache.flink.core.fs.Path(temporary.resolve("run-0001").toUri()));
    }

    @Test
    void remembersARun() {
        assertThat(directory.record()).isEmpty();

        directory.write(RunRecords.bounded("run-0001"));
        assertThat(directory.record()).contains(RunRecords.bounded("run-0001"));

        RunRecord finished = RunRecords.bounded("run-0001").finishedAt("2026-11-24T10:00:00Z");
        directory.write(finished);
        assertThat(directory.record()).contains(finished);
    }

    @Test
    void readsARecordFromBeforeStartsWereRemembered() throws IOException {
        directory.write(RunRecords.bounded("run-0001"));
        Path file = temporary.resolve("run-0001/run.json");
        String json = Files.readString(file);
        String old = json.replaceFirst("\"startOffsets\" : \\{[^}]*},\\s*", "");
        assertThat(old).isNotEqualTo(json);
        Files.writeString(file, old);

        RunRecord record = directory.record().orElseThrow();
        assertThat(record.startOffsets()).isNull();
        assertThat(record.endOffsets()).isEqualTo(Map.of(0, 100L));
    }

    @Test
    void findsTheHighestCheckpointWithMetadataOverAllIncarnations() throws IOException {
        assertThat(directory.newestCheckpoint()).isEmpty();
        checkpoint("aaaa", 9, true);
        checkpoint("bbbb", 11, true);
        checkpoint("bbbb", 10, true);
        // a kill left this one unfinished
        checkpoint("cccc", 12, false);

        assertThat(newest()).endsWith("checkpoints/bbbb/chk-11");
    }

    @Test
    void removesAllIncarnationsButTheOneWithTheNewestCheckpoint() throws IOException {
        checkpoint("aaaa", 9, true);
        checkpoint("bbbb", 10, true);
        checkpoint("cccc", 11, false);

        directory.removeOldIncarnations();

        assertThat(checkpoints()).containsExactly("bbbb");
    }

    @Test
    void removesNothingWhileNoCheckpointIsComplete() throws IOException {
        checkpoint("aaaa", 9, false);

        directory.removeOldIncarnations();

        assertThat(checkpoints()).containsExactly("aaaa");
    }

    @Test
    void findsTheNewestAmongCheckpointsAndSavepoints() throws IOException {
        checkpoint("aaaa", 9, true);
        savepoint("savepoint-aaaa-1", 8);
        assertThat(newest()).endsWith("checkpoints/aaaa/chk-9");

        savepoint("savepoint-aaaa-2", 10);
        // a kill left this one unfinished
        Files.createDirectories(temporary.resolve("run-0001/savepoints/savepoint-bbbb-1"));
        assertThat(newest()).endsWith("savepoints/savepoint-aaaa-2");

        checkpoint("cccc", 11, true);
        assertThat(newest()).endsWith("checkpoints/cccc/chk-11");
    }

    @Test
    void saysThatItCannotBeWritten() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));
        RunDirectory inAFile = new RunDirectory(
                new org.apache.flink.core.fs.Path(file.resolve("run-0001").toUri()));

        assertThatThrownBy(() -> inAFile.write(RunRecords.bounded("run-0001")))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("state.directory must be writable");
    }

    @Test
    void saysThatARecordCannotBeRead() throws IOException {
        Files.createDirectories(temporary.resolve("run-0001"));
        Files.writeString(temporary.resolve("run-0001/run.json"), "{\"format\": 2}");

        assertThatThrownBy(() -> directory.record())
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(temporary.resolve("run-0001/run.json").toString())
                .hasMessageEndingWith(
                        "run.json cannot be read: format must be 1, got 2; restore it, or pass --fresh for"
                                + " a new run, which begins untrained");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no savepoint"})
    void namesASavepointThatCannotBeRead(String content) throws IOException {
        checkpoint("aaaa", 9, true);
        savepoint("savepoint-aaaa-1", 8);
        savepoint("savepoint-aaaa-2", 10);
        Files.writeString(temporary.resolve("run-0001/savepoints/savepoint-aaaa-1/_metadata"), content);

        assertThatThrownBy(() -> directory.newestCheckpoint())
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(temporary.resolve("run-0001/savepoints/savepoint-aaaa-1") + " cannot be read: "
                        + (content.isEmpty() ? "it ends too early" : "Unexpected magic number"))
                .hasMessageEndingWith(
                        "; restore it from a copy, or delete it if the run has gone on since it was made");
    }

    private String newest() {
        return directory.newestCheckpoint().map(Object::toString).orElse("");
    }

    private void savepoint(String name, long number) throws IOException {
        Path path = temporary.resolve("run-0001/savepoints/" + name);
        Files.createDirectories(path);
        try (OutputStream out = Files.newOutputStream(path.resolve("_metadata"))) {
            Checkpoints.storeCheckpointMetadata(new CheckpointMetadata(number, List.of(), List.of()), out);
        }
    }

    private void checkpoint(String incarnation, int number, boolean complete) throws IOException {
        Path path = temporary.resolve("run-0001/checkpoints/" + incarnation + "/chk-" + number);
        Files.createDirectories(path);
        if (complete) {
            Files.createFile(path.resolve("_metadata"));
        }
    }

    private List<String> checkpoints() throws IOException {
        try (var children = Files.list(temporary.resolve("run-0001/checkpoints"))) {
            return children.map(child -> child.getFileName().toString()).toList();
        }
    }
}
