package dev.millrace.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.SerializedThrowable;

/** Why a job failed, out of the wrappings that Flink puts around a task's exception. */
final class JobFailure {

    private JobFailure() {}

    /**
     * The exception to throw for a job's failure: a sentence where the task gave up on purpose and says why, else the failure as it is.
     *
     * @param failure as Flink reports it
     */
    static RuntimeException of(Throwable failure) {
        List<Throwable> causes = causes(failure);
        for (int i = 0; i < causes.size() - 1; i++) {
            String message = causes.get(i + 1).getMessage();
            if (causes.get(i) instanceof SuppressRestartsException && message != null) {
                return new UserError(message, causes.get(i));
            }
        }
        return new IllegalStateException("the job failed", failure);
    }

    /** The first line of what the innermost cause says, with its kind. */
    static String rootMessage(Throwable failure) {
        List<Throwable> causes = causes(failure);
        Throwable root = causes.get(causes.size() - 1);
        String message = root instanceof SerializedThrowable ? String.valueOf(root.getMessage()) : root.toString();
        return message.lines().findFirst().orElse("");
    }

    /** The failure and its causes, outermost first, brought back from their serialised form where that can be. */
    static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        Throwable next = failure;
        while (next != null && !causes.contains(next)) {
            if (next instanceof SerializedThrowable serialized) {
                next = serialized.deserializeError(JobFailure.class.getClassLoader());
            }
            causes.add(next);
            next = next.getCause();
        }
        return causes;
    }
}
