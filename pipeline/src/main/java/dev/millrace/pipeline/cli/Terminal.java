package dev.millrace.pipeline.cli;

import java.io.PrintStream;

/**
 * Where progress is shown.
 *
 * @param out a stream; not closed here
 * @param columns its width if somebody watches it and lines can be redrawn; 0 for a file or a pipe
 */
public record Terminal(PrintStream out, int columns) {

    /** Set by the launcher where the error output is a terminal: Java cannot tell by itself. */
    private static final String COLUMNS = "millrace.columns";

    /** This process's error output: the standard output is for results. */
    public static Terminal ofProcess() {
        return new Terminal(System.err, Integer.getInteger(COLUMNS, 0));
    }

    /** Whether lines can be redrawn. */
    public boolean isInteractive() {
        return columns > 0;
    }
}
