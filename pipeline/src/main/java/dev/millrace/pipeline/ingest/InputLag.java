package dev.millrace.pipeline.ingest;

import dev.millrace.pipeline.PipelineConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a job is behind its input topic: asks the broker every few seconds, in a thread of its own, where the topic ends. A broker that does not
 * answer leaves the ends as they were. {@link #behind} may be called by any thread.
 */
public final class InputLag implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InputLag.class);
    private static final long PAUSE_SECONDS = 5;
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final PipelineConfig.Kafka kafka;
    private final String topic;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Map<Integer, Long> ends;

    private InputLag(PipelineConfig.Kafka kafka, String topic) {
        this.kafka = kafka;
        this.topic = topic;
        this.thread = new Thread(this::run, "millrace-input-lag");
        this.thread.setDaemon(true);
    }

    /** Starts to ask. */
    public static InputLag of(PipelineConfig.Kafka kafka, String topic) {
        InputLag lag = new InputLag(kafka, topic);
        lag.thread.start();
        return lag;
    }

    private void run() {
        Map<String, Object> properties = new HashMap<>(kafka.properties());
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            do {
                ask(consumer);
            } while (!closing.await(PAUSE_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(KafkaConsumer<byte[], byte[]> consumer) {
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, ANSWER).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            Map<Integer, Long> found = new TreeMap<>();
            consumer.endOffsets(partitions, ANSWER).forEach((partition, end) -> found.put(partition.partition(), end));
            ends = found;
        } catch (KafkaException e) {
            LOG.debug("where topic {} ends is not known at present", topic, e);
        }
    }

    /**
     * Records that are there and not read yet, in the partitions that have been read from at all. Where the topic is written in transactions, their
     * markers count too.
     *
     * @param positions by partition, the offset after the last record read
     * @return null as long as the broker has not said where the topic ends
     */
    public @Nullable Long behind(Map<Integer, Long> positions) {
        Map<Integer, Long> known = ends;
        if (known == null) {
            return null;
        }
        long behind = 0;
        for (Map.Entry<Integer, Long> position : positions.entrySet()) {
            behind += Math.max(0, known.getOrDefault(position.getKey(), 0L) - position.getValue());
        }
        return behind;
    }

    /** Stops asking; does not wait for an answer that is under way. */
    @Override
    public void close() {
        closing.countDown();
    }
}
