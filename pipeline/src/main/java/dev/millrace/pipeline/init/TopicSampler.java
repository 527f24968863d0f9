package dev.millrace.pipeline.init;

import dev.millrace.pipeline.PipelineConfig.Kafka;
import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.ingest.KafkaRecords;
import dev.millrace.pipeline.publish.Topics;
import dev.millrace.sample.decode.SourceRecord;
import dev.millrace.trainer.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Takes a topic's first committed records, as many of each partition as of the others as far as there are so many. Ends when it has enough, when there
 * are no more, or when its patience is at an end.
 */
final class TopicSampler {

    static final int RECORDS = 1_000;

    /** Images of a camera are megabytes each; a thousand of them would not fit into memory. */
    private static final long BYTES = 64L << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TreeMap<Integer, Part> parts = new TreeMap<>();
    private final String topic;
    private int taken;
    private long bytes;

    private TopicSampler(KafkaConsumer<byte[], byte[]> consumer, String topic, Map<Integer, Long> ends) {
        this.consumer = consumer;
        this.topic = topic;
        ends.forEach((partition, end) -> parts.put(partition, new Part(new TopicPartition(topic, partition), end)));
    }

    /**
     * Reads.
     *
     * @throws UserError if the topic does not exist, holds nothing, or cannot be read
     */
    static TopicSample read(Kafka kafka, String topic) {
        Map<Integer, Long> ends;
        try (Topics topics = Topics.connect(kafka)) {
            if (!topics.has(topic)) {
                throw new UserError("topic " + topic + " does not exist at " + kafka.bootstrapServers()
                        + "; correct --topic, or feed it first, with `millrace produce` for one");
            }
            ends = topics.endOffsets(topic);
        }
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
            TopicSampler sampler = new TopicSampler(consumer, topic, ends);
            sampler.fill();
            if (sampler.taken == 0) {
                throw sampler.nothing(kafka.bootstrapServers());
            }
            return sampler.sample();
        } catch (TimeoutException e) {
            throw new UserError(
                    "topic " + topic + " at " + kafka.bootstrapServers() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Kafka kafka) {
        Map<String, Object> properties = new HashMap<>(kafka.properties());
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void fill() {
        List<TopicPartition> partitions = parts.values().stream().map(Part::at).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        settle();
        while (!isEnough() && hasMore() && System.nanoTime() - giveUp < 0) {
            consumer.poll(POLL).forEach(this::take);
            settle();
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Part part = part(record.partition());
        if (part.isBehind(record.offset())) {
            return;
        }
        if (isEnough() || part.records.size() >= share()) {
            part.skip(record.offset());
            return;
        }
        part.records.add(KafkaRecords.of(record));
        taken++;
        bytes += Math.max(0, record.serializedValueSize());
    }

    /** Decides which partitions go on: those with more to read and less than their share. What was read too early is read again. */
    private void settle() {
        for (Part part : parts.values()) {
            part.isExhausted = !part.isSkipping() && consumer.position(part.at) >= part.end;
        }
        for (Part part : parts.values()) {
            if (part.isExhausted || part.records.size() >= share()) {
                consumer.pause(List.of(part.at));
            } else {
                part.resume(consumer);
            }
        }
    }

    /** What each partition that has more may give: partitions with little leave the others their part. */
    private int share() {
        int ofExhausted = 0;
        int open = 0;
        for (Part part : parts.values()) {
            if (part.isExhausted) {
                ofExhausted += part.records.size();
            } else {
                open++;
            }
        }
        return open == 0 ? 0 : Math.max(1, (RECORDS - ofExhausted + open - 1) / open);
    }

    private boolean isEnough() {
        return taken >= RECORDS || bytes >= BYTES;
    }

    private boolean hasMore() {
        return parts.values().stream().anyMatch(part -> !part.isExhausted);
    }

    private TopicSample sample() {
        List<SourceRecord> records = new ArrayList<>(taken);
        parts.values().forEach(part -> records.addAll(part.records));
        return new TopicSample(topic, parts.size(), records, !hasMore());
    }

    private UserError nothing(String address) {
        return hasMore()
                ? new UserError("no record of topic " + topic + " came from " + address + " within "
                        + DurationText.format(PATIENCE) + "; see that this user may read it, and try again")
                : new UserError(
                        "topic " + topic + " at " + address
                                + " holds no committed record to learn a format from; feed it, with `millrace produce` for one");
    }

    private Part part(int partition) {
        Part part = parts.get(partition);
        if (part == null) {
            throw new IllegalStateException("a record of partition " + partition + ", which was not asked for");
        }
        return part;
    }

    /** One partition. */
    private static final class Part {

        private static final long NONE = -1;

        private final TopicPartition at;
        private final long end;
        private final List<SourceRecord> records = new ArrayList<>();
        private boolean isExhausted;
        private long skippedFrom = NONE;

        Part(TopicPartition at, long end) {
            this.at = at;
            this.end = end;
        }

        TopicPartition at() {
            return at;
        }

        /** Whether a record lies behind what was the end when it was asked for: a busy topic has always one more. */
        boolean isBehind(long offset) {
            return offset >= end;
        }

        void skip(long offset) {
            if (skippedFrom == NONE) {
                skippedFrom = offset;
            }
        }

        boolean isSkipping() {
            return skippedFrom != NONE;
        }

        void resume(KafkaConsumer<byte[], byte[]> consumer) {
            if (skippedFrom != NONE) {
                consumer.seek(at, skippedFrom);
                skippedFrom = NONE;
            }
            consumer.resume(List.of(at));
        }
    }
}
