package dev.millrace.pipeline.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Answers wrong usage with what is wrong and where the help is, not with a page of help. */
public final class UsageHandler implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(message(exception));
        UnmatchedArgumentException.printSuggestions(exception, err);
        err.println("See " + command.getCommandSpec().qualifiedName() + " --help.");
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String message(ParameterException exception) {
        return exception instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()
                ? "Unknown here: " + String.join(" ", unmatched.getUnmatched())
                : String.valueOf(exception.getMessage());
    }
}
