package dev.millrace.pipeline.cluster;

import dev.millrace.pipeline.UserError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stack traces as Flink's REST API gives them, as text. */
final class StackText {

    /** To the first line of the stack or the next cause: a sentence may have several lines. */
    private static final Pattern SENTENCE = Pattern.compile(
            Pattern.quote(UserError.class.getName())
                    + ": (.*?)(?=\\R\\s+at |\\R\\s*Caused by: |\\R?End of exception|\\z)",
            Pattern.DOTALL);

    private static final Pattern CAUSE = Pattern.compile("^(?:Caused by: )?(?:[a-z]\\w*\\.)+[A-Z][\\w$]*(?:: (.*))?$");

    private StackText() {}

    /** The sentence of our own job if it is in the trace, else the message of the innermost cause, of which Flink's come last. */
    static String reason(String trace) {
        Matcher sentence = SENTENCE.matcher(trace);
        if (sentence.find()) {
            return sentence.group(1).strip();
        }
        String reason = trace.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("it does not say why");
        for (String line : trace.lines().toList()) {
            Matcher cause = CAUSE.matcher(line);
            if (cause.matches() && cause.group(1) != null) {
                reason = cause.group(1);
            }
        }
        return reason.strip().replaceFirst("[.;]$", "");
    }
}
