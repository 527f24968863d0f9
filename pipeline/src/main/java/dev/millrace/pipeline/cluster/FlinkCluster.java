package dev.millrace.pipeline.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.pipeline.ClusterJob;
import dev.millrace.pipeline.UserError;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Flink cluster that runs jobs of ours beside others. Each call asks it anew. */
public final class FlinkCluster {

    private static final Logger LOG = LoggerFactory.getLogger(FlinkCluster.class);
    private static final long LOOK_MILLIS = 500;

    private final FlinkRest rest;
    private final JobReader jobs;

    /** @param address of the REST API, which is that of Flink's web UI */
    public FlinkCluster(URI address) {
        this.rest = new FlinkRest(address);
        this.jobs = new JobReader(rest);
    }

    /**
     * Our jobs, those that are over too as long as the cluster remembers them.
     *
     * @return the newest first
     * @throws UserError if the cluster does not answer
     */
    public List<ModelJob> jobs() throws InterruptedException {
        return jobs.all();
    }

    /**
     * The snapshots that readers see, some seconds late at worst.
     *
     * @return versions of the newest, by the jobs' ids, without jobs that do not say
     * @throws UserError if the cluster does not answer
     */
    public Map<String, Long> snapshotVersions(List<ModelJob> of) throws InterruptedException {
        return jobs.snapshotVersions(of);
    }

    /** The job of a model that is not over, if there is one. */
    public Optional<ModelJob> running(String model) throws InterruptedException {
        return jobs().stream()
                .filter(job -> job.model().equals(model) && !job.isOver())
                .findFirst();
    }

    /**
     * Makes sure that a job would find a place.
     *
     * @throws UserError if the model has a job already, or no slot is free
     */
    public void requirePlaceFor(String model) throws InterruptedException {
        Optional<ModelJob> other = running(model);
        if (other.isPresent()) {
            throw new UserError("model " + model + " has a job on " + rest.cluster() + " already, "
                    + other.get().id() + ", " + other.get().state()
                    + "; stop it first: millrace stop --savepoint --flink " + rest.cluster() + " " + model);
        }
        JsonNode overview = rest.get("/overview");
        if (overview.path("slots-available").asInt() == 0) {
            int taskManagers = overview.path("taskmanagers").asInt();
            throw new UserError("the Flink cluster at " + rest.cluster() + " has no free slot: "
                    + (taskManagers == 0
                            ? "no TaskManager is registered; start one"
                            : "all " + overview.path("slots-total").asInt()
                                    + " are taken; start another TaskManager, or stop a job"));
        }
    }

    /**
     * Runs our job: uploads its jar, and starts its entry point, which makes its checks there.
     *
     * @param jar of the job
     * @param arguments of {@link ClusterJob}
     * @return id of the job
     * @throws UserError what the entry point says, or that the cluster does not take jobs
     */
    public String submit(Path jar, List<String> arguments) throws InterruptedException {
        String file =
                rest.upload("/jars/upload", "jarfile", jar).path("filename").asText();
        String uploaded = "/jars/" + Path.of(file).getFileName();
        try {
            ObjectNode start = JsonNodeFactory.instance.objectNode().put("entryClass", ClusterJob.class.getName());
            arguments.forEach(start.putArray("programArgsList")::add);
            return rest.post(uploaded + "/run", start).path("jobid").asText();
        } finally {
            remove(uploaded);
        }
    }

    /** The job has its own copy by then; each upload would stay until the JobManager ends. That it stays is no failure of a job that runs. */
    private void remove(String uploaded) throws InterruptedException {
        try {
            rest.delete(uploaded);
        } catch (UserError e) {
            LOG.warn("{} stays on the JobManager", uploaded, e);
        }
    }

    /**
     * Stops a job with a savepoint, and waits until it is over. Nothing is drained: what waits for its batch waits for the next start.
     *
     * @param patience how long the savepoint may take
     * @return where the savepoint is
     * @throws UserError if there is none in that time, or if the cluster cannot make one; the job then goes on
     */
    public String stop(ModelJob job, Duration patience) throws InterruptedException {
        String path = "/jobs/" + job.id();
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("targetDirectory", job.savepoints())
                .put("drain", false);
        String trigger = rest.post(path + "/stop", request).path("request-id").asText();
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            JsonNode answer = rest.get(path + "/savepoints/" + trigger);
            if (answer.path("status").path("id").asText().equals("COMPLETED")) {
                JsonNode operation = answer.path("operation");
                if (operation.has("failure-cause")) {
                    throw new UserError("job " + job.id() + " has made no savepoint and goes on: "
                            + StackText.reason(operation
                                    .path("failure-cause")
                                    .path("stack-trace")
                                    .asText())
                            + "; look at it with millrace status, and try again");
                }
                return operation.path("location").asText();
            }
            Thread.sleep(LOOK_MILLIS);
        }
        throw new UserError("job " + job.id() + " has made no savepoint within " + patience.toMinutes()
                + " min; look at it with millrace status, and at its checkpoints on " + rest.cluster());
    }
}
