package dev.millrace.pipeline.cli;

import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.cluster.FlinkCluster;
import dev.millrace.pipeline.cluster.ModelJob;
import dev.millrace.pipeline.config.UnresolvedConfig;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stops the job of a model on a Flink cluster. */
@Command(
        name = "stop",
        header = "Stops a model's job on a Flink cluster, with a savepoint.",
        description = {
            "Everything up to the savepoint is committed; the next start goes on from there, with the same or a newer release.",
            "Nothing is drained: samples that wait for their batch wait for the next start, so the model is the one that an undisturbed run makes."
        },
        footer = {
            "  millrace stop --savepoint --flink http://localhost:8081 fashion",
            "  millrace stop --savepoint --flink http://localhost:8081 fashion.yaml"
        })
public final class StopCommand implements Callable<Integer> {

    /** A savepoint waits for a checkpoint under way, and for Kafka's commit. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Parameters(paramLabel = "MODEL|CONFIG", description = "The model's name, or its configuration file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String model;

    @Option(
            names = "--savepoint",
            description = "Required, since there is no other way: the state is written to the run's directory first.")
    private boolean savepoint;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private FlinkOption flink;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (!savepoint) {
            throw new ParameterException(
                    spec.commandLine(),
                    "stop needs --savepoint; to end a job without one, cancel it in Flink's web UI: it goes on from its last checkpoint");
        }
        String name = Files.isRegularFile(Path.of(model))
                ? UnresolvedConfig.read(Path.of(model)).model()
                : model;
        FlinkCluster cluster = flink.cluster();
        ModelJob job = cluster.running(name)
                .orElseThrow(() -> new UserError("no job of model " + name + " runs on " + flink.address()
                        + "; millrace status --flink " + flink.address() + " lists those that do"));
        PrintWriter err = spec.commandLine().getErr();
        err.println("Stopping job " + job.id() + " of " + job.run() + " with a savepoint ...");
        err.flush();
        String location = cluster.stop(job, PATIENCE);
        PrintWriter out = spec.commandLine().getOut();
        out.println("model " + name + " has stopped; the next start goes on from " + location);
        out.flush();
        return 0;
    }
}
