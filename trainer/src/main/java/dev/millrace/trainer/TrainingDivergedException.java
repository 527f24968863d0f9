package dev.millrace.trainer;

/** So many steps in a row were rejected that training cannot go on by itself. The message names the last batch's origins and what to try. */
public final class TrainingDivergedException extends RuntimeException {
    public TrainingDivergedException(String message) {
        super(message);
    }
}
