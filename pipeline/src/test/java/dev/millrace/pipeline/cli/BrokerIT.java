package dev.millrace.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.MillraceProcess;
import dev.millrace.pipeline.TestTopic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code millrace broker} as people run it. */
class BrokerIT {

    private static final Pattern READY =
            Pattern.compile("Kafka is ready at (127\\.0\\.0\\.1:\\d+), its data in kafka\\.");

    @TempDir
    private Path directory;

    @Test
    void servesUntilInterruptedAndKeepsWhatItWasGiven() throws Exception {
        try (MillraceProcess first = broker(directory, "--port", "0", "--directory", "kafka")) {
            new TestTopic(address(first), "kept").create().append(List.of(new byte[] {7}));
            interrupt(first);
        }
        try (MillraceProcess second = broker(directory, "--port", "0", "--directory", "kafka")) {
            assertThat(new TestTopic(address(second), "kept").readAll())
                    .singleElement()
                    .satisfies(record -> assertThat(record.value()).containsExactly(7));
            Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
            assertThat(sentence(elsewhere, "--port", "0", "--directory", "../kafka"))
                    .isEqualTo("another broker uses the directory ../kafka; stop that one or choose another directory");
            interrupt(second);
        }
    }

    @Test
    void saysThatThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(sentence(directory, "--port", "" + taken.getLocalPort()))
                    .startsWith("port " + taken.getLocalPort() + " is taken")
                    .contains("choose another port");
        }
    }

    @Test
    void leavesADirectoryOfOtherThingsAlone() throws Exception {
        Files.createDirectory(directory.resolve("photos"));
        Files.createFile(directory.resolve("photos/cat.jpg"));

        assertThat(sentence(directory, "--port", "0", "--directory", "photos"))
                .startsWith("the directory photos holds other files");
        assertThat(directory.resolve("photos")).isDirectoryContaining("glob:**cat.jpg");
        assertThat(directory.resolve("photos/meta.properties")).doesNotExist();
    }

    private static MillraceProcess broker(Path directory, String... options) throws IOException {
        String[] arguments =
                Stream.concat(Stream.of("broker"), Stream.of(options)).toArray(String[]::new);
        return MillraceProcess.start(directory, List.of(), arguments);
    }

    private static String address(MillraceProcess broker) throws InterruptedException {
        return broker.awaitOutput(READY).group(1);
    }

    private static void interrupt(MillraceProcess broker) throws InterruptedException {
        broker.process().destroy();
        broker.exitCode();
        assertThat(broker.error()).isEmpty();
    }

    private static String sentence(Path directory, String... options) throws Exception {
        try (MillraceProcess process = broker(directory, options)) {
            assertThat(process.exitCode()).as(process.error()).isEqualTo(1);
            assertThat(process.output()).isEmpty();
            assertThat(process.error().lines()).as(process.error()).hasSize(1);
            return process.error().strip();
        }
    }
}
