package dev.millrace.pipeline;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * A call of the command line, within this process.
 *
 * @param exitCode what it would have exited with
 * @param out its standard output
 * @param err its error output
 */
record CommandCall(int exitCode, String out, String err) {

    /** Runs {@code millrace ARGUMENTS}. */
    static CommandCall of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        int exitCode = commandLine.execute(words);
        return new CommandCall(exitCode, out.toString(), err.toString());
    }
}
