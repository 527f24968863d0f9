package dev.millrace.pipeline;

import dev.millrace.pipeline.cli.BrokerCommand;
import dev.millrace.pipeline.cli.DemoCommand;
import dev.millrace.pipeline.cli.FailureHandler;
import dev.millrace.pipeline.cli.InitCommand;
import dev.millrace.pipeline.cli.PrintConfigCommand;
import dev.millrace.pipeline.cli.ProduceCommand;
import dev.millrace.pipeline.cli.RunCommand;
import dev.millrace.pipeline.cli.SnapshotsCommand;
import dev.millrace.pipeline.cli.StatusCommand;
import dev.millrace.pipeline.cli.StopCommand;
import dev.millrace.pipeline.cli.SubmitCommand;
import dev.millrace.pipeline.cli.UsageHandler;
import dev.millrace.pipeline.cli.ValidateCommand;
import dev.millrace.pipeline.cli.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line: {@code millrace COMMAND}. */
@Command(
        name = "millrace",
        header = "Trains a deep model continuously from a Kafka topic.",
        description =
                "Tests the model on each sample, trains it, and publishes model, metrics and predictions to topics, exactly once.",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace demo                          everything at once, on images",
            "  millrace demo --stream elec2           the same on rows that drift",
            "  millrace validate fashion.yaml",
            "  millrace run fashion.yaml",
            "  millrace COMMAND --help                what a command does, with examples"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed; a sentence on the error output says why and what to do",
            "2:wrong usage, or a configuration with problems"
        })
public final class Main implements Callable<Integer> {

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            order = 100,
            description = "On failure, print the stack trace too.")
    private boolean verbose;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The commands, ready to be executed or asked for their help. */
    public static CommandLine commandLine() {
        Main main = new Main();
        return new CommandLine(main)
                .addSubcommand(new DemoCommand())
                .addSubcommand(new InitCommand())
                .addSubcommand(new RunCommand())
                .addSubcommand(new SubmitCommand())
                .addSubcommand(new StatusCommand())
                .addSubcommand(new StopCommand())
                .addSubcommand(new ValidateCommand())
                .addSubcommand(new PrintConfigCommand())
                .addSubcommand(new BrokerCommand())
                .addSubcommand(new ProduceCommand())
                .addSubcommand(new SnapshotsCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new FailureHandler(() -> main.verbose))
                .setParameterExceptionHandler(new UsageHandler());
    }

    /** Without a command: the help, on the error output, since nothing was done. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return spec.exitCodeOnInvalidInput();
    }
}
