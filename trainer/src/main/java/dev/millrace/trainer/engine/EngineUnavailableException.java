package dev.millrace.trainer.engine;

/**
 * No engine can be had here: the platform has no natives, or they could not be loaded. The message is one sentence
 * that says what to do.
 */
public final class EngineUnavailableException extends RuntimeException {

    EngineUnavailableException(String message) {
        super(message);
    }

    EngineUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
