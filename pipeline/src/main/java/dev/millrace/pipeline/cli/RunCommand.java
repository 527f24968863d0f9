package dev.millrace.pipeline.cli;

import dev.millrace.pipeline.JobRunner;
import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.RunOptions;
import dev.millrace.pipeline.RunSummary;
import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.config.ConfigLoader;
import dev.millrace.pipeline.config.LoadedConfig;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ConfigFile file;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private StartOptions start;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SummaryFile summaryFile;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        LoadedConfig loaded = ConfigLoader.load(file.path());
        PipelineConfig config = loaded.config();
        ConfigWarnings.print(loaded.warnings(), spec);
        summaryFile.requirePlace();
        RunDisplay display = new RunDisplay(
                config.model(), config.deadLetters().topic(), Terminal.ofProcess(), InstantSource.system());
        JobRunner runner = new JobRunner(config, new RunOptions(start.isBounded(), start.isFresh(), null), display);
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
        summaryFile.write(summary.toJson());
    }
}
