package dev.millrace.pipeline.cli;

import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Answers a command's exception with its sentence on the error output; the stack trace is for those who ask. */
public final class FailureHandler implements IExecutionExceptionHandler {

    private final BooleanSupplier verbose;

    /** @param verbose whether to print stack traces; asked when something failed */
    public FailureHandler(BooleanSupplier verbose) {
        this.verbose = verbose;
    }

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult arguments) {
        Failure failure = Failure.of(exception);
        PrintWriter err = command.getErr();
        err.println(failure.sentence());
        if (verbose.getAsBoolean()) {
            exception.printStackTrace(err);
        } else if (!failure.isExplained()) {
            err.println("Run again with --verbose for the stack trace.");
        }
        err.flush();
        return failure.exitCode();
    }
}
