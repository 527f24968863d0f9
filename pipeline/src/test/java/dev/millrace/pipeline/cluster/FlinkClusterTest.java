package dev.millrace.pipeline.cluster;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.pipeline.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of clusters that do not do what they are asked; those that do are the integration tests' matter. */
class FlinkClusterTest {

    @SuppressWarnings("NullAway.Init") // before each test
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void saysThatNoClusterIsThere() {
        URI nowhere = URI.create("http://127.0.0.1:1");

        assertThatThrownBy(() -> new FlinkCluster(nowhere).jobs())
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "no Flink cluster answers at http://127.0.0.1:1; start it, or give the address of its web UI"
                                + " with --flink");
    }

    @Test
    void saysThatSomethingElseIsThere() {
        answer(200, Map.of("/jobs/overview", "<html>"));

        assertThatThrownBy(() -> cluster().jobs())
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("what answers at " + address() + " is no Flink cluster");
    }

    @Test
    void saysWhetherATaskManagerIsMissingOrNoSlotIsFree() {
        answer(200, Map.of("/jobs/overview", "{\"jobs\": []}", "/overview", """
                {"taskmanagers": 0, "slots-total": 0, "slots-available": 0}"""));
        assertThatThrownBy(() -> cluster().requirePlaceFor("fashion"))
                .hasMessage("the Flink cluster at " + address()
                        + " has no free slot: no TaskManager is registered; start one");

        server.removeContext("/overview");
        answer(200, Map.of("/overview", """
                {"taskmanagers": 2, "slots-total": 2, "slots-available": 0}"""));
        assertThatThrownBy(() -> cluster().requirePlaceFor("fashion"))
                .hasMessage("the Flink cluster at " + address()
                        + " has no free slot: all 2 are taken; start another TaskManager, or stop a job");
    }

    @Test
    void saysWhyItIsRefused() {
        answer(404, Map.of("/jobs/overview", "{\"errors\": [\"Not found: /jobs/overview\"]}"));

        assertThatThrownBy(() -> cluster().jobs())
                .hasMessage(
                        "the Flink cluster at " + address() + " refuses with status 404: Not found: /jobs/overview");
    }

    @Test
    void saysWhichOptionKeepsAClusterFromTakingJobs(@TempDir Path directory) throws IOException {
        answer(400, Map.of("/jars/upload", "{\"errors\": [\"POST request not allowed\"]}"));
        Path jar = Files.createFile(directory.resolve("job.jar"));

        assertThatThrownBy(() -> cluster().submit(jar, List.of()))
                .hasMessage("the Flink cluster at " + address() + " takes no jobs: its web.submit.enable is false;"
                        + " start its JobManager with true, or in application mode");
    }

    private FlinkCluster cluster() {
        return new FlinkCluster(address());
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(int status, Map<String, String> contents) {
        contents.forEach((path, content) -> server.createContext(path, exchange -> {
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }));
    }
}
