package dev.millrace.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDirectoryTest {

    @TempDir
    private Path parent;

    @Test
    void beginsWithoutWhatAnEarlierDemoLeft() throws Exception {
        Path path = parent.resolve("demo");
        try (DemoDirectory first = DemoDirectory.open(path)) {
            Files.createDirectories(first.resolve("kafka").resolve("images-0"));
            Files.writeString(first.resolve("report.html"), "old");
        }
        try (DemoDirectory second = DemoDirectory.open(path)) {
            assertThat(second.resolve("kafka")).doesNotExist();
            assertThat(second.resolve("report.html")).doesNotExist();
        }
    }

    @Test
    void refusesADirectoryThatAnotherDemoUses() {
        Path path = parent.resolve("demo");
        try (DemoDirectory first = DemoDirectory.open(path)) {
            assertThat(first.resolve(".millrace-demo")).exists();
            assertThatThrownBy(() -> DemoDirectory.open(path))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("another demo is using")
                    .hasMessageContaining("--directory");
        }
    }

    @Test
    void deletesNothingWhereSomebodyElsesFilesAre() throws Exception {
        Path report = Files.writeString(parent.resolve("report.html"), "mine");
        Path topic = Files.createDirectories(parent.resolve("kafka").resolve("orders-0"));
        assertThatThrownBy(() -> DemoDirectory.open(parent))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("was not made by a demo");
        assertThat(report).hasContent("mine");
        assertThat(topic).exists();
    }

    @Test
    void leavesWhatSomebodyElsePutBesideADemo() throws Exception {
        Path path = parent.resolve("demo");
        DemoDirectory.open(path).close();
        Path notes = Files.writeString(path.resolve("notes.txt"), "mine");
        DemoDirectory.open(path).close();
        assertThat(notes).hasContent("mine");
    }

    @Test
    void saysThatAFileIsNoDirectory() throws Exception {
        Path file = Files.writeString(parent.resolve("file"), "");
        assertThatThrownBy(() -> DemoDirectory.open(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("cannot write to");
    }
}
