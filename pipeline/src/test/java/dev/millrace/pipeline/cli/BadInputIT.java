package dev.millrace.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.MillraceProcess;
import dev.millrace.pipeline.Settled;
import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.LoopbackPort;
import dev.millrace.pipeline.broker.TestBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong around a job is told in one sentence on the error output, with what to do, and exit code 1; nothing else is printed. */
@ExtendWith(BrokerExtension.class)
class BadInputIT {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final TestBroker broker;

    @TempDir
    private Path directory;

    BadInputIT(TestBroker broker) {
        this.broker = broker;
    }

    @Test
    void brokerUnreachable() throws Exception {
        Path config = config("unreachable", "localhost:" + LoopbackPort.free(), "");
        assertThat(sentence(config))
                .startsWith("no Kafka broker answered at localhost:")
                .contains("start it");
    }

    @Test
    void inputTopicMissing() throws Exception {
        Path config = config("missing", broker.bootstrapServers(), "");
        assertThat(sentence(config))
                .isEqualTo("input topic missing.samples does not exist at " + broker.bootstrapServers()
                        + "; create it or correct source.topic");
    }

    @Test
    void transactionTimeoutRefused() throws Exception {
        createTopic("timeout.samples", 1);
        Path config = config("timeout", broker.bootstrapServers(), "");
        Files.writeString(config, Files.readString(config).replace("kafka:", "kafka:\n  transactionTimeout: 1 d"));
        assertThat(sentence(config))
                .startsWith("kafka.transactionTimeout is 1 d, but the broker at")
                .contains("lower kafka.transactionTimeout or raise");
    }

    @Test
    void outputTopicSetUpOtherwise() throws Exception {
        createTopic("otherwise.samples", 1);
        createTopic("otherwise.metrics", 3);
        Path config = config("otherwise", broker.bootstrapServers(), "");
        assertThat(sentence(config))
                .contains("otherwise.metrics")
                .contains("partition")
                .contains("metrics.topic");
    }

    @Test
    void portTaken() throws Exception {
        createTopic("port.samples", 1);
        try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
            int port = taken.getLocalPort();
            Path config = config("port", broker.bootstrapServers(), "flink: {rest.port: " + port + "}");
            assertThat(sentence(config))
                    .startsWith("port " + port + " is taken")
                    .contains("flink: rest.port");
        }
    }

    @Test
    void noCheckpointDirectory() throws Exception {
        createTopic("nowhere.samples", 1);
        Path file = Files.createFile(directory.resolve("file"));
        Path config = config("nowhere", broker.bootstrapServers(), "state: {directory: " + file + "}");
        assertThat(sentence(config))
                .startsWith("state.directory must be a writable directory")
                .contains(file.toString());
    }

    @Test
    void platformWithoutNatives() throws Exception {
        createTopic("platform.samples", 1);
        Path config = config("platform", broker.bootstrapServers(), "");
        assertThat(sentence(config, "-Dos.arch=riscv64")).contains("no engine has a native library for");
    }

    @Test
    void nonsensicalConfiguration() throws Exception {
        Path config = Files.writeString(directory.resolve("c.yaml"), "model: [\n");
        try (MillraceProcess process = MillraceProcess.start(directory, List.of(), "run", config.toString())) {
            assertThat(process.exitCode()).isEqualTo(2);
            assertThat(process.error().lines())
                    .singleElement()
                    .asString()
                    .startsWith(config + ":2: the file is no YAML here");
        }
    }

    private String sentence(Path config, String... javaOptions) throws IOException, InterruptedException {
        try (MillraceProcess process =
                MillraceProcess.start(directory, List.of(javaOptions), "run", config.toString())) {
            assertThat(process.exitCode()).as(process.error()).isEqualTo(1);
            assertThat(process.output()).isEmpty();
            assertThat(process.error().lines()).as(process.error()).hasSize(1);
            return process.error().strip();
        }
    }

    private Path config(String model, String servers, String more) throws IOException {
        String text = """
                model: %s
                kafka:
                  bootstrapServers: %s
                source:
                  topic: %s.samples
                  decoder: {type: raw-tensor, shape: [4], labels: [a, b]}
                trainer:
                  network: {type: mlp, hidden: []}
                """.formatted(model, servers, model);
        return Files.writeString(directory.resolve(model + ".yaml"), text + more + "\n");
    }

    private void createTopic(String name, int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Settled.create(admin, new NewTopic(name, Optional.of(partitions), Optional.empty()));
        }
    }
}
