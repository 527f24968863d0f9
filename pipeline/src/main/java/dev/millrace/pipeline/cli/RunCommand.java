package dev.millrace.pipeline.cli;

import dev.millrace.pipeline.JobRunner;
import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.RunOptions;
import dev.millrace.pipeline.RunSummary;
import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.config.ConfigLoader;
import dev.millrace.pipeline.config.LoadedConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the job of a configuration. */
@Command(
        name = "run",
        header = "Trains the model of a configuration, on a Flink inside this process.",
        description = {
            "Goes on from the newest checkpoint of the model's last run, or begins the first. Progress is committed at each checkpoint:"
                    + " whatever ends the process, start it again and nothing is lost or done twice.",
            "After a bounded run that reached its end, a new run goes on where it ended, with all that was learnt: to the topic's new end"
                    + " with --bounded, else for ever.",
            "Ctrl-C stops the job and keeps its state. The log is millrace-state/logs/millrace.log, or what MILLRACE_LOG names."
        },
        footer = {
            "  millrace run fashion.yaml",
            "  millrace run fashion.yaml --bounded --summary summary.json",
            "  millrace run fashion.yaml --fresh      after a change of the network"
        })
public final class RunCommand implements Callable<Integer> {

    @Parameters(paramLabel = "CONFIG", description = "A configuration file in YAML; docs/config.md describes its keys.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Option(
            names = "--bounded",
            description = "End where the input topic ends when the run first starts, with a last snapshot.")
    private boolean bounded;

    @Option(
            names = "--fresh",
            description = "Begin a new run, from untrained weights, instead of going on with the last or from its end.")
    private boolean fresh;

    @Option(names = "--summary", paramLabel = "FILE", description = "Write what the run came to as JSON.")
    private @Nullable Path summaryFile;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        LoadedConfig loaded = ConfigLoader.load(file);
        PipelineConfig config = loaded.config();
        ConfigWarnings.print(loaded, spec);
        requireDirectoryOf(summaryFile);
        RunDisplay display = new RunDisplay(
                config.model(), config.deadLetters().topic(), Terminal.ofProcess(), InstantSource.system());
        JobRunner runner = new JobRunner(config, new RunOptions(bounded, fresh, null), display);
        try (Interruption interruption = Interruption.calls("job", runner::cancel)) {
            RunSummary summary = run(runner, display);
            report(config.model(), summary, interruption.hasHappened());
            requireLearnt(summary, config);
        }
        return 0;
    }

    /** Whoever waits for a model, a script above all, must not go on as if there were one. */
    private static void requireLearnt(RunSummary summary, PipelineConfig config) {
        if (!summary.ended() || summary.trained() > 0 || summary.goesOnFrom() != null) {
            return;
        }
        String topic = config.source().topic();
        String why = summary.samples() > 0
                ? "none of the " + summary.samples() + " samples of topic " + topic + " has trained it"
                : summary.deadLetters() > 0
                        ? "all " + summary.deadLetters() + " records of topic " + topic + " are dead letters; topic "
                                + config.deadLetters().topic() + " has each with its reason"
                        : "topic " + topic + " holds no record";
        throw new UserError("nothing was trained, and no snapshot was published: " + why);
    }

    private static RunSummary run(JobRunner runner, RunDisplay display) throws InterruptedException {
        try (display) {
            return runner.run();
        }
    }

    private void report(String model, RunSummary summary, boolean interrupted) {
        PrintWriter out = spec.commandLine().getOut();
        SummaryText.of(model, summary, interrupted, "").forEach(out::println);
        out.flush();
        if (summaryFile == null) {
            return;
        }
        try {
            Files.writeString(summaryFile, summary.toJson() + "\n");
        } catch (IOException e) {
            throw new UserError("the summary cannot be written to " + summaryFile + ": " + e.getMessage(), e);
        }
    }

    /** A run may take hours; that its summary has no place shows before it begins. */
    private void requireDirectoryOf(@Nullable Path summary) {
        Path directory = summary == null ? null : summary.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            throw new ParameterException(
                    spec.commandLine(), "--summary must be in a directory that exists, got " + summary);
        }
    }
}
