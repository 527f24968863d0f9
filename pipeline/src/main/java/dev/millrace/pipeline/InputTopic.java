package dev.millrace.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * The input topic as a start finds it.
 *
 * @param name its name, which another topic may have got since
 * @param id Kafka's identifier of it, which no other topic ever has; null where the broker knows none
 */
public record InputTopic(String name, @Nullable String id) {}
