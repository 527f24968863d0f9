package dev.millrace.pipeline.cli;

import dev.millrace.pipeline.Failure;
import dev.millrace.pipeline.config.ConfigException;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Answers a command's exception with its sentence on the error output; the stack trace is for those who ask. */
public final class FailureHandler implements IExecutionExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(FailureHandler.class);

    private final BooleanSupplier verbose;

    /** @param verbose whether to print stack traces; asked when something failed */
    public FailureHandler(BooleanSupplier verbose) {
        this.verbose = verbose;
    }

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult arguments) {
        Failure failure = Failure.of(exception);
        if (!(exception instanceof ConfigException)) {
            // Below the console's threshold: the file alone gets the stack trace.
            LOG.info("millrace {} failed", command.getCommandName(), exception);
        }
        PrintWriter err = command.getErr();
        err.println(AddressSetting.in(failure.sentence(), command));
        if (verbose.getAsBoolean()) {
            exception.printStackTrace(err);
        } else if (!failure.isExplained()) {
            err.println("The log has the stack trace, and so has the console with --verbose.");
        }
        err.flush();
        return failure.exitCode();
    }
}
