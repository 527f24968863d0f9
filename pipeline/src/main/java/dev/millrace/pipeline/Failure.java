package dev.millrace.pipeline;

import dev.millrace.client.SnapshotUnavailableException;
import dev.millrace.pipeline.config.ConfigException;
import dev.millrace.trainer.TrainingDivergedException;
import dev.millrace.trainer.engine.EngineUnavailableException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import org.apache.flink.util.SerializedThrowable;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * What to say about an exception. Flink wraps the cause of a failed job several times, and carries it as text where its class may be unknown.
 *
 * @param sentence what is wrong and what to do
 * @param isExplained whether the sentence is enough for whoever reads it; else a stack trace is of use
 * @param exitCode of the process
 */
public record Failure(String sentence, boolean isExplained, int exitCode) {

    private static final int FAILED = 1;
    private static final int WRONG_INPUT = 2;

    /** Finds the first exception, from the outermost inwards, that has a sentence for its reader. */
    public static Failure of(Throwable thrown) {
        List<Throwable> causes = JobFailure.causes(thrown);
        for (Throwable cause : causes) {
            if (cause instanceof ConfigException) {
                return new Failure(message(cause), true, WRONG_INPUT);
            }
            String sentence = sentence(cause);
            if (sentence != null) {
                return new Failure(sentence, true, FAILED);
            }
        }
        Throwable root = causes.get(causes.size() - 1);
        return new Failure("Failed unexpectedly: " + unexpected(root), false, FAILED);
    }

    /** The sentence of an exception that has one. */
    private static @Nullable String sentence(Throwable cause) {
        if (cause instanceof UserError
                || cause instanceof SnapshotUnavailableException
                || cause instanceof EngineUnavailableException
                || cause instanceof TrainingDivergedException) {
            return message(cause);
        }
        if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
            return "Kafka refuses access: " + message(cause) + "; check the security settings in kafka.properties";
        }
        if (cause instanceof InterruptedException) {
            return "Interrupted: " + message(cause);
        }
        if (cause instanceof BindException) {
            return "A port is taken: " + message(cause) + "; stop what listens there, or choose another";
        }
        if (cause instanceof AccessDeniedException denied) {
            return "No permission for " + denied.getFile() + "; change its permissions, or choose another place";
        }
        if (cause instanceof OutOfMemoryError) {
            return "Out of memory (" + message(cause) + "); give more with MILLRACE_JAVA_OPTS=-Xmx2g";
        }
        return null;
    }

    private static String unexpected(Throwable root) {
        String firstLine = message(root).lines().findFirst().orElse("");
        String name = root.getClass().getSimpleName();
        return root instanceof SerializedThrowable || firstLine.equals(name) ? firstLine : name + ": " + firstLine;
    }

    private static String message(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
    }
}
