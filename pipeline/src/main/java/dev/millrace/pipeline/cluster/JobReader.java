package dev.millrace.pipeline.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.pipeline.JobParameters;
import dev.millrace.pipeline.metrics.Metric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds our jobs among those of a cluster, by the parameters that they were started with, and puts together what the cluster says of each. */
final class JobReader {

    /** The metric that the trainer registers; its name has the operator and our labels in front. */
    private static final String SNAPSHOT_VERSION = Metric.SNAPSHOT_VERSION.label();

    /** The JobManager collects metrics when somebody asks for them, and answers before it has them: with none, or with those of the last time. */
    private static final long COLLECTING_MILLIS = 500;

    private static final int LOOKS = 10;

    private static final long LOOK_MILLIS = 200;

    private final FlinkRest rest;

    JobReader(FlinkRest rest) {
        this.rest = rest;
    }

    /** Our jobs, the newest first. */
    List<ModelJob> all() throws InterruptedException {
        List<ModelJob> ours = new ArrayList<>();
        for (JsonNode job : rest.get("/jobs/overview").path("jobs")) {
            JsonNode parameters = rest.get("/jobs/" + job.path("jid").asText() + "/config")
                    .path("execution-config")
                    .path("user-config");
            if (parameters.has(JobParameters.MODEL)) {
                ours.add(read(job, parameters));
            }
        }
        ours.sort(Comparator.comparing(ModelJob::since).reversed());
        return ours;
    }

    private ModelJob read(JsonNode job, JsonNode parameters) throws InterruptedException {
        String id = job.path("jid").asText();
        String state = job.path("state").asText();
        JsonNode checkpoint =
                rest.get("/jobs/" + id + "/checkpoints").path("latest").path("completed");
        return new ModelJob(
                id,
                parameters.path(JobParameters.MODEL).asText(),
                parameters.path(JobParameters.RUN).asText(),
                parameters.path(JobParameters.SAVEPOINTS).asText(),
                parameters.path(JobParameters.VERSION).asText(),
                state,
                job.path("tasks").path("total").asInt(),
                job.path("tasks").path("running").asInt()
                        + job.path("tasks").path("finished").asInt(),
                Instant.ofEpochMilli(job.path("start-time").asLong()),
                restarts(rest.get("/jobs/" + id)),
                checkpoint.has("latest_ack_timestamp")
                        ? Instant.ofEpochMilli(
                                checkpoint.path("latest_ack_timestamp").asLong())
                        : null,
                state.equals("FAILED") ? failure(id) : null);
    }

    /**
     * How often the task was started again. Flink's metric {@code numRestarts} would say it too, but as it was when somebody last asked for metrics, which may
     * be hours ago; the execution graph that this comes from is at most {@code web.refresh-interval} old, 3 s.
     */
    private long restarts(JsonNode graph) throws InterruptedException {
        long restarts = 0;
        for (JsonNode vertex : graph.path("vertices")) {
            String path = "/jobs/" + graph.path("jid").asText() + "/vertices/"
                    + vertex.path("id").asText();
            for (JsonNode subtask : rest.get(path).path("subtasks")) {
                restarts = Math.max(restarts, subtask.path("attempt").asLong());
            }
        }
        return restarts;
    }

    /**
     * Versions of the newest snapshots that readers see, by the jobs' ids, as they were at most {@code metrics.fetcher.update-interval} ago, 10 s. A job that
     * does not say is left out: one that does not run, or that has not run for so long.
     */
    Map<String, Long> snapshotVersions(List<ModelJob> of) throws InterruptedException {
        rest.get("/jobmanager/metrics");
        Thread.sleep(COLLECTING_MILLIS);
        Map<String, Long> versions = new HashMap<>();
        for (ModelJob job : of) {
            Long version = job.isAtWork() ? snapshotVersion(job.id()) : null;
            if (version != null) {
                versions.put(job.id(), version);
            }
        }
        return versions;
    }

    private @Nullable Long snapshotVersion(String id) throws InterruptedException {
        for (int look = 0; look < LOOKS; look++) {
            for (JsonNode vertex : rest.get("/jobs/" + id).path("vertices")) {
                String metrics =
                        "/jobs/" + id + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
                for (JsonNode metric : rest.get(metrics)) {
                    String name = metric.path("id").asText();
                    if (name.endsWith(SNAPSHOT_VERSION)) {
                        return rest.get(metrics + "?agg=max&get=" + name)
                                .path(0)
                                .path("max")
                                .asLong();
                    }
                }
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return null;
    }

    private String failure(String id) throws InterruptedException {
        JsonNode newest = rest.get("/jobs/" + id + "/exceptions?maxExceptions=1")
                .path("exceptionHistory")
                .path("entries")
                .path(0);
        return StackText.reason(newest.path("stacktrace").asText());
    }
}
