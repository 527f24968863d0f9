package dev.millrace.pipeline;

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
     * @param cause what {@code --verbose} shows beneath
     */
    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
