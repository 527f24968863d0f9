package dev.millrace.pipeline.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.pipeline.UserError;
import java.net.URI;

/** That a cluster does not do what it was asked. */
final class Refusal {

    /** What Flink answers where nothing takes uploads, of which its pages are the rest. */
    private static final String NO_SUBMISSIONS = "POST request not allowed";

    private Refusal() {}

    /**
     * The error to report: our own job's sentence where that is the cause.
     *
     * @param status of the answer
     * @param answer its content; Flink puts a list {@code errors} into it
     */
    static UserError of(URI cluster, int status, JsonNode answer) {
        StringBuilder errors = new StringBuilder();
        answer.path("errors").forEach(error -> errors.append(error.asText()).append('\n'));
        String reason = StackText.reason(errors.toString());
        if (reason.equals(NO_SUBMISSIONS)) {
            return new UserError("the Flink cluster at " + cluster + " takes no jobs: its web.submit.enable is false;"
                    + " start its JobManager with true, or in application mode");
        }
        return errors.indexOf(UserError.class.getName()) >= 0
                ? new UserError(reason)
                : new UserError("the Flink cluster at " + cluster + " refuses with status " + status + ": " + reason);
    }
}
