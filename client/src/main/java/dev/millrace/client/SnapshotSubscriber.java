package dev.millrace.client;

import dev.millrace.trainer.snapshot.Manifest;
import dev.millrace.trainer.snapshot.Snapshot;
import dev.millrace.trainer.snapshot.SnapshotAssembler;
import dev.millrace.trainer.snapshot.SnapshotFormatException;
import dev.millrace.trainer.snapshot.SnapshotRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the snapshots of one model. Reads what is committed and nothing else, puts chunks together, checks every hash, and
 * hands over whole snapshots only.
 *
 * <pre>{@code
 * try (SnapshotSubscriber subscriber =
 *                 SnapshotSubscriber.open(Map.of("bootstrap.servers", "localhost:9092"), "fashion.snapshots", "fashion");
 *         SnapshotPredictor predictor = SnapshotPredictor.of(subscriber.first(Duration.ofMinutes(1)))) {
 *     Prediction prediction = predictor.predict(recordValue);
 *     ...
 *     subscriber.poll(Duration.ZERO).ifPresent(predictor::update);
 * }
 * }</pre>
 *
 * <p>It needs no consumer group and commits no offsets: each subscriber sees every snapshot the topic keeps. Confined to one thread; whoever
 * opens it closes it.
 */
public final class SnapshotSubscriber implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotSubscriber.class);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final String model;
    private final SnapshotAssembler assembler;

    private SnapshotSubscriber(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, String model) {
        this.consumer = consumer;
        this.partition = partition;
        this.model = model;
        this.assembler = new SnapshotAssembler(model);
    }

    /**
     * A subscriber that begins with the oldest snapshot the topic keeps.
     *
     * @param properties of the consumer: {@code bootstrap.servers}, and security where it is needed
     * @param topic the model's snapshots topic
     * @param model the model's name
     * @throws SnapshotUnavailableException if the broker does not answer, or has no such topic
     */
    public static SnapshotSubscriber open(Map<String, ?> properties, String topic, String model) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        all.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(LONGEST_ANSWER.toMillis()));
        all.put("allow.auto.create.topics", "false");
        KafkaConsumer<byte[], byte[]> consumer = null;
        try {
            consumer = new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            if (consumer.partitionsFor(topic).isEmpty()) {
                throw new SnapshotUnavailableException("topic " + topic
                        + " does not exist; is its name right, and has the " + "trainer been started?");
            }
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return new SnapshotSubscriber(consumer, partition, model);
        } catch (KafkaException e) {
            close(consumer);
            throw new SnapshotUnavailableException(
                    "the snapshots on topic " + topic + " cannot be read from "
                            + all.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG)
                            + "; is the broker up, the address right, and reading allowed? " + e.getMessage(),
                    e);
        } catch (SnapshotUnavailableException e) {
            close(consumer);
            throw e;
        }
    }

    private static void close(@Nullable KafkaConsumer<byte[], byte[]> consumer) {
        if (consumer != null) {
            consumer.close();
        }
    }

    /**
     * The newest whole snapshot that was not handed over yet; older ones are passed over.
     *
     * @param wait how long to wait for one if there is none
     */
    public Optional<Snapshot> poll(Duration wait) {
        List<Snapshot> arrived = next(wait);
        return arrived.isEmpty() ? Optional.empty() : Optional.of(arrived.get(arrived.size() - 1));
    }

    /**
     * All whole snapshots that were not handed over yet, in the order of their versions.
     *
     * @param wait how long to wait for one if there is none
     * @return empty if none came
     */
    public List<Snapshot> next(Duration wait) {
        long deadline = System.nanoTime() + wait.toNanos();
        List<Snapshot> arrived = new ArrayList<>();
        long end = end();
        do {
            long left = Math.max(0, deadline - System.nanoTime());
            boolean isBehind = consumer.position(partition) < end;
            Duration patience = isBehind || left > POLL.toNanos() ? POLL : Duration.ofNanos(left);
            add(consumer.poll(patience), arrived);
        } while (consumer.position(partition) < end || (arrived.isEmpty() && System.nanoTime() < deadline));
        return arrived;
    }

    /**
     * The newest snapshot, as soon as there is one.
     *
     * @throws SnapshotUnavailableException if none came within {@code wait}
     */
    public Snapshot first(Duration wait) {
        return poll(wait)
                .orElseThrow(() -> new SnapshotUnavailableException("no snapshot of model " + model + " on topic "
                        + partition.topic() + " within " + wait.toSeconds() + " s"));
    }

    /** The manifests of the snapshots that the topic keeps whole, in the order of their versions; begins anew at its oldest. */
    public List<Manifest> manifests() {
        consumer.seekToBeginning(List.of(partition));
        return next(Duration.ZERO).stream().map(Snapshot::manifest).toList();
    }

    /** Offset after the last committed record. */
    private long end() {
        Long end = consumer.endOffsets(List.of(partition)).get(partition);
        return end == null ? 0 : end;
    }

    private void add(ConsumerRecords<byte[], byte[]> records, List<Snapshot> arrived) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                assembler.add(parse(record)).ifPresent(arrived::add);
            } catch (SnapshotFormatException e) {
                LOG.warn("record {} of {} is passed over: {}", record.offset(), partition, e.getMessage());
            }
        }
    }

    private static SnapshotRecord parse(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        return SnapshotRecord.parse(key, headers, record.value());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
