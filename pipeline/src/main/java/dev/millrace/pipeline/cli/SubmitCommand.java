package dev.millrace.pipeline.cli;

import dev.millrace.pipeline.ClusterArguments;
import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.cluster.FlinkCluster;
import dev.millrace.pipeline.config.UnresolvedConfig;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the job of a configuration on a Flink cluster. */
@Command(
        name = "submit",
        header = "Trains the model of a configuration on a Flink cluster.",
        description = {
            "Goes on from the newest checkpoint or savepoint of the model's last run, or begins the first, as millrace run does."
                    + " The cluster reads the state directory and asks the broker, so both must be reachable from there.",
            "Placeholders travel as they are and are put in on the JobManager, from its environment and its files."
                    + " docs/operations.md says what the cluster needs in its lib."
        },
        footer = {
            "  millrace submit fashion.yaml --flink http://localhost:8081",
            "  millrace submit fashion.yaml --flink http://localhost:8081 --bounded"
        })
public final class SubmitCommand implements Callable<Integer> {

    private static final String JAR = "millrace-job.jar";

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ConfigFile file;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private FlinkOption flink;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private StartOptions start;

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description = "The job's jar; default the one that was built with this command line.")
    private @Nullable Path jar;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        UnresolvedConfig config = UnresolvedConfig.read(file.path());
        ConfigWarnings.print(config.warnings(), spec);
        Path uploaded = jar == null ? ownJar() : jar;
        if (!Files.isRegularFile(uploaded)) {
            throw new UserError("there is no job jar at " + uploaded
                    + "; give one with --jar, or make it with: mvn package -pl pipeline -am -DskipTests");
        }
        FlinkCluster cluster = flink.cluster();
        cluster.requirePlaceFor(config.model());
        PrintWriter err = spec.commandLine().getErr();
        err.println("Uploading " + uploaded.getFileName() + " to " + flink.address() + " and starting the job ...");
        err.flush();
        String job = cluster.submit(
                uploaded, ClusterArguments.ofText(config.name(), config.text(), start.isBounded(), start.isFresh()));
        PrintWriter out = spec.commandLine().getOut();
        out.println("model " + config.model() + " trains as job " + job);
        out.println("look at it with: millrace status --flink " + flink.address() + " " + config.model());
        out.flush();
        return 0;
    }

    /** Beside the jar, or the directory of classes, that this class is from. */
    private static Path ownJar() {
        try {
            return Path.of(SubmitCommand.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolveSibling(JAR);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("this class is from nowhere", e);
        }
    }
}
