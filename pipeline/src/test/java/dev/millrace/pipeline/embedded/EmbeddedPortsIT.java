package dev.millrace.pipeline.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.TestTopic;
import dev.millrace.pipeline.UserError;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPortsIT {

    @Test
    void saysThatTheBrokersPortIsTaken(@TempDir Path directory) throws Exception {
        try (ServerSocket other = taken()) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, other.getLocalPort(), Map.of()))
                    .isInstanceOf(UserError.class)
                    .hasMessage(
                            "port " + other.getLocalPort()
                                    + " is taken, so the embedded broker cannot listen on it; stop what uses it or choose another port");
        }
    }

    @Test
    void saysThatTheWebUisPortIsTaken() throws Exception {
        try (ServerSocket other = taken()) {
            Configuration options = new Configuration();
            options.set(RestOptions.PORT, other.getLocalPort());

            assertThatThrownBy(() -> EmbeddedCluster.start(options))
                    .isInstanceOf(UserError.class)
                    .hasMessage(
                            "port " + other.getLocalPort()
                                    + " is taken, so Flink's web UI cannot listen on it; stop what uses it or set flink: rest.port, for the demo --web-port");
        }
    }

    @Test
    void servesItsWebUi() throws Exception {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(new Configuration())) {
            URI overview = cluster.webUi().resolve("/overview");

            HttpResponse<String> answer = get(overview);
            // It says so while the cluster elects its leader, and counts the TaskManager once it has registered.
            while (answer.statusCode() == 503 || answer.body().contains("\"taskmanagers\":0")) {
                Thread.sleep(50);
                answer = get(overview);
            }

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"taskmanagers\":1");
        }
    }

    @Test
    void aBrokerStartedAgainOnItsDirectoryAndPortIsTheSameBroker(@TempDir Path directory) throws Exception {
        int port;
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            port = broker.port();
            new TestTopic(broker.bootstrapServers(), "kept").create().append(List.of(new byte[] {1}, new byte[] {2}));
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, port, Map.of())) {
            assertThat(new TestTopic(broker.bootstrapServers(), "kept").readAll())
                    .extracting(record -> record.value()[0])
                    .containsExactly((byte) 1, (byte) 2);
        }
    }

    private static ServerSocket taken() throws Exception {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
