package dev.millrace.pipeline.publish;

import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.UserError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what was committed to a topic of one partition for one model, whose records have the key {@code model} or {@code model/...}, from some way before its end on. A broker out of reach is
 * waited for, for a while or as long as it takes. To be used by one thread, except {@link #stop()}; who opens it closes it.
 */
public final class TopicTail implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long FIRST_STEP_BACK = 64;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final String model;
    private final String address;
    private final @Nullable Duration patience;
    private boolean whole;

    private TopicTail(
            KafkaConsumer<byte[], byte[]> consumer,
            String topic,
            String model,
            String address,
            @Nullable Duration patience) {
        this.consumer = consumer;
        this.partition = new TopicPartition(topic, 0);
        this.model = model;
        this.address = address;
        this.patience = patience;
    }

    /**
     * The tail of a topic; {@link #toBeginning}, {@link #toEnd} or {@link #rewind} say where it begins.
     *
     * @param patience how long a broker may give no sign of life before reading ends with a {@link UserError}; null for as long as it takes
     */
    public static TopicTail open(PipelineConfig.Kafka kafka, String topic, String model, @Nullable Duration patience) {
        Map<String, Object> properties = new HashMap<>(kafka.properties());
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        TopicTail tail = new TopicTail(consumer, topic, model, kafka.bootstrapServers(), patience);
        consumer.assign(List.of(tail.partition));
        return tail;
    }

    /** Goes to the first record there is. */
    public void toBeginning() {
        consumer.seek(partition, ask(this::beginning));
    }

    /** Goes to the end. */
    public void toEnd() {
        consumer.seek(partition, ask(this::end));
    }

    /**
     * Goes back, further and further, until the first record to be read is early enough, or the topic begins.
     *
     * @return that record; empty if there is none in the whole topic, and the tail is at its end
     */
    public Optional<ConsumerRecord<byte[], byte[]>> rewind(Predicate<ConsumerRecord<byte[], byte[]>> isEarlyEnough) {
        long beginning = ask(this::beginning);
        long end = ask(this::end);
        for (long back = FIRST_STEP_BACK; ; back *= 4) {
            long from = Math.max(beginning, end - back);
            Optional<ConsumerRecord<byte[], byte[]>> first = first(from, end);
            boolean found = first.filter(record -> from == beginning || isEarlyEnough.test(record))
                    .isPresent();
            if (found || from == beginning) {
                whole = from == 0;
                consumer.seek(partition, found ? from : end);
                return first;
            }
        }
    }

    private Optional<ConsumerRecord<byte[], byte[]>> first(long from, long end) {
        consumer.seek(partition, from);
        Reading reading = new Reading(end);
        while (reading.goesOn()) {
            List<ConsumerRecord<byte[], byte[]>> records = poll();
            if (!records.isEmpty()) {
                return Optional.of(records.get(0));
            }
        }
        return Optional.empty();
    }

    /** Whether {@link #rewind} went back to the first record that the topic ever had: none is gone by age or size, and none is left out. */
    public boolean isWhole() {
        return whole;
    }

    /** The next records of the model, waiting a moment for them; often none. */
    public List<ConsumerRecord<byte[], byte[]>> poll() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            if (isOfModel(record.key())) {
                records.add(record);
            }
        }
        return records;
    }

    /** Hands over what is committed by now, from where it is. */
    public void readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> each) {
        Reading reading = new Reading(ask(this::end));
        while (reading.goesOn()) {
            poll().forEach(each);
        }
    }

    private boolean isOfModel(byte @Nullable [] key) {
        String text = key == null ? "" : new String(key, StandardCharsets.UTF_8);
        return text.equals(model) || text.startsWith(model + "/");
    }

    /** Whether everything that is committed has been read; empty if the broker does not say. */
    public Optional<Boolean> isAtEnd() {
        try {
            return Optional.of(consumer.position(partition, ANSWER) >= end());
        } catch (TimeoutException e) {
            return Optional.empty();
        }
    }

    private long beginning() {
        return consumer.beginningOffsets(Set.of(partition), ANSWER).getOrDefault(partition, 0L);
    }

    private long end() {
        return consumer.endOffsets(Set.of(partition), ANSWER).getOrDefault(partition, 0L);
    }

    private long ask(Supplier<Long> question) {
        long begun = System.nanoTime();
        while (true) {
            try {
                return question.get();
            } catch (TimeoutException e) {
                LOG.info("the broker does not say what topic {} holds; asking again", partition.topic());
                requirePatience(begun, e);
            }
        }
    }

    private void requirePatience(long sinceNanos, @Nullable Exception cause) {
        if (patience != null && System.nanoTime() - sinceNanos > patience.toNanos()) {
            throw UserError.noBroker(address, patience, cause);
        }
    }

    /** The way to an offset, on which a broker that gives nothing more is noticed. */
    private final class Reading {

        private final long end;
        private long position = -1;
        private long movedNanos = System.nanoTime();

        Reading(long end) {
            this.end = end;
        }

        boolean goesOn() {
            long reached = ask(() -> consumer.position(partition, ANSWER));
            if (reached > position) {
                position = reached;
                movedNanos = System.nanoTime();
            } else {
                requirePatience(movedNanos, null);
            }
            return reached < end;
        }
    }

    /** Makes the reading thread leave what it is in by {@link org.apache.kafka.common.errors.WakeupException}; callable from any thread. */
    public void stop() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
