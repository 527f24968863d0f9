package dev.millrace.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The committed records of a topic, from its beginning, without a consumer group. Confined to one thread. */
final class CommittedRecords implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A poll returns at a record, not at the end of what is committed: so often is looked whether it is reached. */
    private static final Duration LOOK = Duration.ofMillis(200);

    /** Some chunks of the default size at once, where Kafka's 1 MiB holds one. */
    private static final int FETCH_BYTES = 4 << 20;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;
    private final Object address;

    private CommittedRecords(KafkaConsumer<byte[], byte[]> consumer, String topic, Object address) {
        this.consumer = consumer;
        this.topic = topic;
        this.address = address;
    }

    static CommittedRecords open(Map<String, ?> properties, String topic) {
        Object address = properties.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG);
        if (address == null) {
            throw new SnapshotUnavailableException("properties must name bootstrap.servers, got none");
        }
        CommittedRecords records = new CommittedRecords(consumer(properties, address), topic, address);
        try {
            records.assign();
            return records;
        } catch (RuntimeException e) {
            records.close();
            throw e;
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Map<String, ?> properties, Object address) {
        Map<String, Object> all = new HashMap<>(properties);
        all.remove(ConsumerConfig.GROUP_ID_CONFIG);
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        all.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        try {
            return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw new SnapshotUnavailableException(
                    "no Kafka broker can be used at " + address + ": " + reason(e) + "; correct the properties", e);
        }
    }

    private void assign() {
        List<TopicPartition> partitions = answer(() -> consumer.partitionsFor(topic, PATIENCE).stream()
                .map(found -> new TopicPartition(topic, found.partition()))
                .toList());
        if (partitions.isEmpty()) {
            throw new SnapshotUnavailableException("the broker at " + address + " has no topic " + topic
                    + "; correct its name, or start the job that writes it first");
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    String topic() {
        return topic;
    }

    /** The next records, waiting a moment for them, at most so long; often none. */
    ConsumerRecords<byte[], byte[]> poll(Duration atMost) {
        return answer(() -> consumer.poll(shorter(atMost, LOOK)));
    }

    /**
     * Whether everything that is committed now has been read. Asks the broker, for 10 s at most; from one that does not answer in time, nothing can be
     * read.
     */
    boolean isAtEnd(Duration atMost) {
        return answer(() -> {
            try {
                return isPast(consumer.endOffsets(consumer.assignment(), shorter(atMost, PATIENCE)));
            } catch (TimeoutException e) {
                return true;
            }
        });
    }

    /** Also keeps a duration that has no number of milliseconds from Kafka. */
    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * Reads everything that is committed now, from the beginning, then goes back to where it was.
     *
     * @throws SnapshotUnavailableException if that takes longer
     */
    void readAll(Duration atMost, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        long start = System.nanoTime();
        Map<TopicPartition, Long> before = new HashMap<>();
        Map<TopicPartition, Long> ends = answer(() -> {
            consumer.assignment().forEach(partition -> before.put(partition, consumer.position(partition, PATIENCE)));
            return consumer.endOffsets(consumer.assignment(), PATIENCE);
        });
        try {
            consumer.seekToBeginning(consumer.assignment());
            while (!answer(() -> isPast(ends))) {
                Duration left = atMost.minusNanos(System.nanoTime() - start);
                if (left.isNegative()) {
                    throw new SnapshotUnavailableException(
                            "topic " + topic + " could not be read to its end within " + atMost.toMillis() / 1000.0
                                    + " s; see that the broker at " + address + " is up, or allow more time");
                }
                poll(left).forEach(each);
            }
        } finally {
            before.forEach(consumer::seek);
        }
    }

    private boolean isPast(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), PATIENCE) >= end.getValue());
    }

    private <T> T answer(Question<T> question) {
        try {
            return question.ask();
        } catch (TimeoutException e) {
            throw new SnapshotUnavailableException(
                    "no Kafka broker answered at " + address + " within " + PATIENCE.toSeconds()
                            + " s; start it, or correct bootstrap.servers",
                    e);
        } catch (InvalidTopicException e) {
            throw new SnapshotUnavailableException(
                    "the broker at " + address + " has no topic " + topic + ", since that cannot be a topic's name;"
                            + " correct it: 1 to 249 letters, digits, '.', '_' or '-'",
                    e);
        } catch (AuthenticationException | AuthorizationException e) {
            throw new SnapshotUnavailableException(
                    "the broker at " + address + " refuses to let topic " + topic + " be read: " + reason(e)
                            + "; check the security properties",
                    e);
        }
    }

    /** The innermost message, which is where Kafka says what is wrong. */
    private static String reason(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        @Nullable String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    @Override
    public String toString() {
        return "topic " + topic + " at " + address;
    }

    private interface Question<T> {
        T ask();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
