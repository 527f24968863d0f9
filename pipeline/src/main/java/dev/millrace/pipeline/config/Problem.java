package dev.millrace.pipeline.config;

/**
 * One thing that is wrong with a configuration file.
 *
 * @param file name of the file, as it was given
 * @param line where in it, from 1; 0 if the fault has no place
 * @param key path of the key, {@code trainer.optimizer.beta1}; empty if the fault is of the whole file
 * @param message key, rule and value: {@code trainer.optimizer.beta1 must be in [0, 1), got 1.2}
 */
public record Problem(String file, int line, String key, String message) {

    /** As compilers say it, so that editors find the place: {@code file:line: message}. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + message;
    }
}
