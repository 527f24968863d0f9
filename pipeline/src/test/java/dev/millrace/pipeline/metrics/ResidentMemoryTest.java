package dev.millrace.pipeline.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResidentMemoryTest {

    @TempDir
    private Path directory;

    @Test
    void readsWhatTheSystemSaysInKibibytes() throws IOException {
        Path status = Files.writeString(
                directory.resolve("status"), "Name:\tjava\nVmHWM:\t  900000 kB\nVmRSS:\t  418244 kB\nThreads:\t40\n");

        assertThat(ResidentMemory.bytes(status)).isEqualTo(418_244.0 * 1024);
    }

    @Test
    void isNoNumberWhereTheSystemDoesNotTell() throws IOException {
        assertThat(ResidentMemory.bytes(directory.resolve("absent"))).isNaN();
        assertThat(ResidentMemory.bytes(Files.writeString(directory.resolve("empty"), "")))
                .isNaN();
    }
}
