package dev.millrace.pipeline;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The input topic as a start finds it.
 *
 * @param name its name, which another topic may have got since
 * @param id Kafka's identifier of it, which no other topic ever has; null where the broker knows none
 * @param beginnings asks where it begins: offset of the first record that is not deleted, by partition
 */
public record InputTopic(String name, @Nullable String id, Supplier<Map<Integer, Long>> beginnings) {}
