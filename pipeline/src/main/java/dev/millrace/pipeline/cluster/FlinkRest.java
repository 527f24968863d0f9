package dev.millrace.pipeline.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.pipeline.UserError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Flink's REST API: requests and answers in JSON. That the cluster is not there, or refuses, is a {@link UserError}. */
final class FlinkRest {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** A submission answers when the job's entry point is through, which waits for a broker that does not answer. */
    private static final Duration ANSWER = Duration.ofMinutes(3);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI cluster;

    /** Without a slash at its end; behind a proxy the address may have a path. */
    private final String base;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    /** @param cluster address of the REST API, which is that of Flink's web UI */
    FlinkRest(URI cluster) {
        this.cluster = cluster;
        this.base = cluster.toString().replaceFirst("/+$", "");
    }

    /** Address of the cluster. */
    URI cluster() {
        return cluster;
    }

    /** Asks. */
    JsonNode get(String path) throws InterruptedException {
        return send(request(path).GET());
    }

    /** Asks to do something. */
    JsonNode post(String path, JsonNode body) throws InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    /** Asks to remove something. */
    void delete(String path) throws InterruptedException {
        send(request(path).DELETE());
    }

    /**
     * Sends a file as a form of one field.
     *
     * @param field its name
     */
    JsonNode upload(String path, String field, Path file) throws InterruptedException {
        String boundary = "millrace-" + UUID.randomUUID();
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\""
                + file.getFileName() + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n";
        try {
            BodyPublisher body = BodyPublishers.ofByteArrays(List.of(
                    head.getBytes(StandardCharsets.UTF_8),
                    Files.readAllBytes(file),
                    ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8)));
            return send(request(path)
                    .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                    .POST(body));
        } catch (IOException e) {
            throw new UserError("the job's jar " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWER);
    }

    private JsonNode send(HttpRequest.Builder request) throws InterruptedException {
        HttpResponse<String> response;
        try {
            response = client.send(request.build(), BodyHandlers.ofString());
        } catch (HttpTimeoutException e) {
            throw new UserError(
                    "the Flink cluster at " + cluster + " takes longer than " + ANSWER.toMinutes()
                            + " min to answer; look at it with millrace status before you try again",
                    e);
        } catch (IOException e) {
            throw new UserError(
                    "no Flink cluster answers at " + cluster
                            + "; start it, or give the address of its web UI with --flink",
                    e);
        }
        JsonNode answer = parse(response.body());
        if (response.statusCode() >= 400) {
            throw Refusal.of(cluster, response.statusCode(), answer);
        }
        return answer;
    }

    private JsonNode parse(String body) {
        try {
            return JSON.readTree(body.isBlank() ? "{}" : body);
        } catch (JsonProcessingException e) {
            throw new UserError(
                    "what answers at " + cluster
                            + " is no Flink cluster; give the address of Flink's web UI with --flink",
                    e);
        }
    }
}
