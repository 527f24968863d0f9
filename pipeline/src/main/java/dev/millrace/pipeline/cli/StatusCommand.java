package dev.millrace.pipeline.cli;

import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.cluster.FlinkCluster;
import dev.millrace.pipeline.cluster.ModelJob;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the jobs on a Flink cluster. */
@Command(
        name = "status",
        header = "Shows the jobs of Millrace on a Flink cluster.",
        description = {
            "One line per model, for its newest job: run, state, how long ago it was started and completed its last checkpoint, restarts,"
                    + " version of the newest snapshot, release, and the job's id. Beneath a job that failed stands why.",
            "Jobs that are over show as long as the cluster remembers them."
        },
        footer = {
            "  millrace status --flink http://localhost:8081",
            "  millrace status --flink http://localhost:8081 fashion"
        })
public final class StatusCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "MODEL", description = "Only this model; exit 1 if it has no job.")
    private @Nullable String model;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private FlinkOption flink;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        FlinkCluster cluster = flink.cluster();
        List<ModelJob> jobs = newestOfEachModel(cluster.jobs());
        if (jobs.isEmpty()) {
            throw new UserError("the cluster at " + flink.address() + " has no job of "
                    + (model == null ? "Millrace" : "model " + model) + "; start one with millrace submit");
        }
        PrintWriter out = spec.commandLine().getOut();
        StatusTable.of(
                        jobs,
                        cluster.snapshotVersions(jobs),
                        InstantSource.system().instant())
                .forEach(out::println);
        out.flush();
        return 0;
    }

    private List<ModelJob> newestOfEachModel(List<ModelJob> newestFirst) {
        Map<String, ModelJob> newest = new LinkedHashMap<>();
        newestFirst.stream()
                .filter(job -> model == null || job.model().equals(model))
                .forEach(job -> newest.putIfAbsent(job.model(), job));
        return List.copyOf(newest.values());
    }
}
