package dev.millrace.pipeline.publish;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One record for a topic, whatever its kind: snapshots, metrics, predictions and dead letters all leave through one transactional
 * sink as publications.
 *
 * @param topic where it goes
 * @param partition the partition, or null to let the key decide
 * @param key the record's key, null for none; not to be modified
 * @param headers in order
 * @param value the record's value, null for a tombstone; not to be modified
 */
public record Publication(
        String topic,
        @Nullable Integer partition,
        byte @Nullable [] key,
        List<Header> headers,
        byte @Nullable [] value) {

    /** Spelled out because javac leaves the annotations of a compact constructor's parameters out of the class file. */
    public Publication(
            String topic,
            @Nullable Integer partition,
            byte @Nullable [] key,
            List<Header> headers,
            byte @Nullable [] value) {
        this.topic = Objects.requireNonNull(topic, "topic");
        this.partition = partition;
        this.key = key;
        this.headers = List.copyOf(headers);
        this.value = value;
    }

    /** One header; its value is not to be modified. */
    public record Header(String name, byte[] value) {}
}
