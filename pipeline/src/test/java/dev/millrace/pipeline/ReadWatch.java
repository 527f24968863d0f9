package dev.millrace.pipeline;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Tells a test of all that a Kafka consumer hands over, before whoever asked for it has it. */
public final class ReadWatch implements ConsumerInterceptor<byte[], byte[]> {

    private static final String WATCHER = "read.watcher";

    private Watcher watcher = records -> {};

    /** Who is told. */
    @FunctionalInterface
    public interface Watcher {
        /** Records were read, at least one. */
        void read(ConsumerRecords<byte[], byte[]> records);
    }

    /** Properties of a consumer, and with them those that have it watched. */
    static Map<String, Object> with(Map<String, Object> properties, Watcher watcher) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("interceptor.classes", ReadWatch.class.getName());
        all.put(WATCHER, watcher);
        return all;
    }

    @Override
    public void configure(Map<String, ?> configs) {
        watcher = (Watcher) Objects.requireNonNull(configs.get(WATCHER), WATCHER);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        watcher.read(records);
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}
}
