package dev.millrace.pipeline.publish;

/** What a checkpoint promised is not on the topic, or the topic holds what no checkpoint promised. The message says which records, and what to do. */
public final class DeliveryLostException extends RuntimeException {
    public DeliveryLostException(String message) {
        super(message);
    }
}
