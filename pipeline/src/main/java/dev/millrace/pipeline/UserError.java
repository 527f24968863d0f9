package dev.millrace.pipeline;

import dev.millrace.trainer.DurationText;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Something the user can put right: an unreachable broker, a missing topic, a state directory that cannot be written. The message is one sentence that says what is
 * wrong and what to do; the command line prints it alone, without a stack trace.
 */
public final class UserError extends RuntimeException {

    /** @param message what is wrong and what to do */
    public UserError(String message) {
        super(message);
    }

    /**
     * @param message what is wrong and what to do
     * @param cause what {@code --verbose} shows beneath, null for nothing
     */
    public UserError(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * That a broker is not there.
     *
     * @param address {@code host:port}
     * @param within how long it was waited for
     * @param cause what {@code --verbose} shows beneath, null for nothing
     */
    public static UserError noBroker(String address, Duration within, @Nullable Throwable cause) {
        return new UserError(
                "no Kafka broker answered at " + address + " within " + DurationText.format(within)
                        + "; start it, or correct kafka.bootstrapServers",
                cause);
    }

    /** That something in the state directory cannot be written. */
    static UserError notWritable(Path path, IOException cause) {
        return new UserError("state.directory must be writable; " + path + " is not: " + reason(cause), cause);
    }

    /**
     * That something in the state directory cannot be read.
     *
     * @param remedy what to do
     */
    static UserError notReadable(Path path, String remedy, Exception cause) {
        return new UserError(Paths.shown(path) + " cannot be read: " + reason(cause) + "; " + remedy, cause);
    }

    /** The first line of a message; those of JSON go on with where in the source it was. */
    private static String reason(Exception cause) {
        if (cause instanceof EOFException) {
            return "it ends too early";
        }
        String message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
