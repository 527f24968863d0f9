package dev.millrace.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/**
 * What Flink's REST API shows of a cluster and its jobs: the pages behind its web UI.
 *
 * @param url of the web UI
 */
record RestPages(String url) {

    /** All of them, as JSON. */
    List<String> all() throws Exception {
        List<String> pages = new ArrayList<>();
        for (String page : List.of(
                "config", "overview", "jobmanager/config", "jobmanager/environment", "jobs/overview", "taskmanagers")) {
            pages.add(get(page));
        }
        for (JsonNode job : new ObjectMapper().readTree(get("jobs")).get("jobs")) {
            String path = "jobs/" + job.get("id").asText();
            String described = get(path);
            pages.add(described);
            for (String page :
                    List.of("config", "plan", "jobmanager/config", "checkpoints", "checkpoints/config", "exceptions")) {
                pages.add(get(path + "/" + page));
            }
            for (JsonNode vertex : new ObjectMapper().readTree(described).get("vertices")) {
                pages.add(get(path + "/vertices/" + vertex.get("id").asText()));
            }
        }
        return pages;
    }

    private String get(String page) throws Exception {
        String base = url.endsWith("/") ? url : url + "/";
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(base + page)).build(), BodyHandlers.ofString())
                .body();
    }
}
