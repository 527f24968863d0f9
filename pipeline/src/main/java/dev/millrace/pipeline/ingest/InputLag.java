package dev.millrace.pipeline.ingest;

import dev.millrace.pipeline.PipelineConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a job is behind its input topic: asks the broker every few seconds, in a thread of its own, where the topic begins and ends. A broker that does not
 * answer leaves both as they were. {@link #behind} may be called by any thread.
 */
public final class InputLag implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InputLag.class);
    private static final long PAUSE_SECONDS = 5;
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final PipelineConfig.Kafka kafka;
    private final String topic;
    private final Map<Integer, Long> starts;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Extent extent;

    /** What the topic holds: by partition, its first offset, and the one after its last. */
    private record Extent(Map<Integer, Long> begins, Map<Integer, Long> ends) {}

    private InputLag(PipelineConfig.Kafka kafka, String topic, Map<Integer, Long> starts) {
        this.kafka = kafka;
        this.topic = topic;
        this.starts = starts;
        this.thread = new Thread(this::run, "millrace-input-lag");
        this.thread.setDaemon(true);
    }

    /**
     * Starts to ask.
     *
     * @param starts by partition, where the run began; those that it does not name, where the topic begins
     */
    public static InputLag of(PipelineConfig.Kafka kafka, String topic, Map<Integer, Long> starts) {
        InputLag lag = new InputLag(kafka, topic, starts);
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
            extent = new Extent(
                    byNumber(consumer.beginningOffsets(partitions, ANSWER)),
                    byNumber(consumer.endOffsets(partitions, ANSWER)));
        } catch (KafkaException e) {
            LOG.debug("what topic {} holds is not known at present", topic, e);
        }
    }

    private static Map<Integer, Long> byNumber(Map<TopicPartition, Long> offsets) {
        Map<Integer, Long> byNumber = new TreeMap<>();
        offsets.forEach((partition, offset) -> byNumber.put(partition.partition(), offset));
        return byNumber;
    }

    /**
     * Records that are there and not read yet, in all partitions. Where the topic is written in transactions, their markers count too.
     *
     * @param positions by partition, the offset after the last record read; a partition that is not in it has not been read from
     * @return null as long as the broker has not said what the topic holds
     */
    public @Nullable Long behind(Map<Integer, Long> positions) {
        Extent known = extent;
        if (known == null) {
            return null;
        }
        long behind = 0;
        for (Map.Entry<Integer, Long> end : known.ends.entrySet()) {
            Integer partition = end.getKey();
            long next = LongStream.of(at(known.begins, partition), at(starts, partition), at(positions, partition))
                    .max()
                    .orElseThrow();
            behind += Math.max(0, end.getValue() - next);
        }
        return behind;
    }

    private static long at(Map<Integer, Long> offsets, Integer partition) {
        return offsets.getOrDefault(partition, 0L);
    }

    /** Stops asking; does not wait for an answer that is under way. */
    @Override
    public void close() {
        closing.countDown();
    }
}
