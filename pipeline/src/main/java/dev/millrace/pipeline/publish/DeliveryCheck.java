package dev.millrace.pipeline.publish;

import dev.millrace.pipeline.PipelineConfig;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what was committed to the metrics topic and enters it in a {@link SequenceLedger}. Every transaction holds a record of that topic, so
 * one topic tells of all. Reads in a thread of its own; a broker out of reach is waited for, never taken for a loss.
 */
public final class DeliveryCheck implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryCheck.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final byte[] key;
    private final SequenceLedger ledger;
    private final Consumer<Throwable> onFailure;
    private final Thread thread;
    private volatile boolean closing;

    private DeliveryCheck(
            KafkaConsumer<byte[], byte[]> consumer,
            String topic,
            String model,
            SequenceLedger ledger,
            Consumer<Throwable> onFailure) {
        this.consumer = consumer;
        this.partition = new TopicPartition(topic, 0);
        this.key = model.getBytes(StandardCharsets.UTF_8);
        this.ledger = ledger;
        this.onFailure = onFailure;
        this.thread = new Thread(this::run, "millrace-delivery-check");
        this.thread.setDaemon(true);
    }

    /**
     * Starts to follow.
     *
     * @param topic the metrics topic
     * @param model whose records of it; others are passed over
     * @param ledger what was promised
     * @param onFailure called once, by the thread, with a {@link DeliveryLostException} or with what keeps it from reading
     */
    public static DeliveryCheck start(
            PipelineConfig.Kafka kafka,
            String topic,
            String model,
            SequenceLedger ledger,
            Consumer<Throwable> onFailure) {
        Map<String, Object> properties = new HashMap<>(kafka.properties());
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        DeliveryCheck check = new DeliveryCheck(consumer, topic, model, ledger, onFailure);
        check.thread.start();
        return check;
    }

    private void run() {
        try (consumer) {
            consumer.assign(List.of(partition));
            begin();
            while (!closing && ledger.loss() == null) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    enter(record);
                }
                if (ledger.isOverdue(now()) && isAtEnd()) {
                    ledger.nothingMore(now());
                }
            }
            String loss = ledger.loss();
            if (loss != null) {
                onFailure.accept(new DeliveryLostException(loss));
            }
        } catch (WakeupException e) {
            LOG.debug("delivery check of {} ends", partition);
        } catch (KafkaException e) {
            onFailure.accept(e);
        }
    }

    /**
     * Finds where to read from: so far back that the last promised number, or an earlier one, comes first. What a restart committed
     * meanwhile then shows in order, with its gap if it has one.
     */
    private void begin() {
        long start = ask(this::beginning);
        long end = ask(this::end);
        long promised = ledger.promised();
        for (long back = 64; ; back *= 4) {
            long from = Math.max(start, end - back);
            Long first = firstSequence(from, end);
            if (first != null && (first <= promised + 1 || from == start)) {
                ledger.begin(first - 1);
                consumer.seek(partition, from);
                return;
            }
            if (from == start) {
                // An empty topic; if it was emptied by age, what was promised has been there.
                ledger.begin(start > 0 ? promised : 0);
                consumer.seek(partition, end);
                return;
            }
        }
    }

    private @Nullable Long firstSequence(long from, long end) {
        consumer.seek(partition, from);
        while (!closing && ask(() -> consumer.position(partition, ANSWER)) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                Long sequence = sequence(record);
                if (sequence != null) {
                    return sequence;
                }
            }
        }
        return null;
    }

    private void enter(ConsumerRecord<byte[], byte[]> record) {
        Long sequence = sequence(record);
        if (sequence != null) {
            ledger.found(sequence);
        }
    }

    private @Nullable Long sequence(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(SequenceHeader.NAME);
        return header == null || !Arrays.equals(record.key(), key) ? null : SequenceHeader.read(header.value());
    }

    /** Whether everything that is committed has been read; false if the broker does not answer. */
    private boolean isAtEnd() {
        try {
            return consumer.position(partition, ANSWER) >= end();
        } catch (TimeoutException e) {
            return false;
        }
    }

    private long beginning() {
        return consumer.beginningOffsets(Set.of(partition), ANSWER).getOrDefault(partition, 0L);
    }

    private long end() {
        return consumer.endOffsets(Set.of(partition), ANSWER).getOrDefault(partition, 0L);
    }

    private long ask(LongSupplier question) {
        while (true) {
            try {
                return question.getAsLong();
            } catch (TimeoutException e) {
                LOG.info("the broker does not say what topic {} holds; asking again", partition.topic());
            }
        }
    }

    private static long now() {
        return Clock.systemUTC().millis();
    }

    /** Stops following. */
    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join(ANSWER.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
