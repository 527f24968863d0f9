package dev.millrace.pipeline;

import dev.millrace.pipeline.PipelineConfig.Kafka;
import dev.millrace.pipeline.dataset.DataRecord;
import dev.millrace.pipeline.dataset.RecordProducer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.requests.DeleteRecordsRequest;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A topic as tests see it: filled at once, and read from its beginning to its end, committed records only.
 *
 * @param bootstrapServers of the broker
 * @param name of the topic
 */
public record TestTopic(String bootstrapServers, String name) {

    private static final Duration SETTLING = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(50);

    /** Creates the topic with one partition. */
    public TestTopic create() throws Exception {
        return create(1);
    }

    /** Creates the topic. */
    public TestTopic create(int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Settled.create(admin, new NewTopic(name, partitions, (short) 1));
        }
        return this;
    }

    /** Gives the topic more partitions, so that it has {@code total}. */
    TestTopic addPartitions(int total) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createPartitions(Map.of(name, NewPartitions.increaseTo(total)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
        return this;
    }

    /** Deletes the topic, and waits until it is gone. */
    void delete() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.deleteTopics(List.of(name)).all().get();
            while (admin.listTopics().names().get().contains(name)) {
                Thread.sleep(50);
            }
        }
    }

    /** Deletes the records before an offset of the first partition, as retention does. */
    public void deleteBefore(long offset) throws Exception {
        deleteBefore(0, offset);
    }

    /** Deletes the records before an offset of a partition. */
    void deleteBefore(int partition, long offset) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.deleteRecords(Map.of(new TopicPartition(name, partition), RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        }
    }

    /** Deletes the records of the only partition, as retention does. */
    void deleteAll() throws Exception {
        deleteBefore(DeleteRecordsRequest.HIGH_WATERMARK);
    }

    /** Appends records without a key, in order; null is a record without a value. */
    public void append(List<byte @Nullable []> values) {
        append(0, values);
    }

    /** Appends records without a key to a partition. */
    public TestTopic append(int partition, List<byte @Nullable []> values) {
        Map<String, Object> properties = Map.of("bootstrap.servers", bootstrapServers, "max.request.size", 16 << 20);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (byte[] value : values) {
                byte[] key = null;
                var unused = producer.send(new ProducerRecord<>(name, partition, key, value));
            }
            producer.flush();
        }
        return this;
    }

    /** Appends records of a data set, with their keys and headers. */
    public void append(Stream<DataRecord> records) {
        try (RecordProducer producer = new RecordProducer(Kafka.of(bootstrapServers, null, null), name, 0)) {
            records.forEach(producer::send);
            producer.flush();
        }
    }

    /** Appends one record with a key. */
    public void append(byte[] key, byte @Nullable [] value) {
        Map<String, Object> properties = Map.of("bootstrap.servers", bootstrapServers, "max.request.size", 16 << 20);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            var unused = producer.send(new ProducerRecord<>(name, 0, key, value));
        }
    }

    /**
     * Every committed record of every partition, by partition and offset. The broker answers a commit before it has marked every partition of the
     * transaction, so what was committed a moment ago may not show yet: waits some seconds for open transactions to be decided. One that a cancelled job left
     * stays open.
     */
    public List<ConsumerRecord<byte[], byte[]>> readAll() {
        return read(this::settledEnds);
    }

    /** What {@link #readAll} reads, but only as far as no transaction is open. */
    List<ConsumerRecord<byte[], byte[]>> readDecided() {
        return read(consumer -> consumer.endOffsets(consumer.assignment()));
    }

    private List<ConsumerRecord<byte[], byte[]>> read(
            Function<KafkaConsumer<byte[], byte[]>, Map<TopicPartition, Long>> until) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_committed")) {
            List<PartitionInfo> known = consumer.partitionsFor(name, Duration.ofSeconds(10));
            List<TopicPartition> partitions = known.stream()
                    .map(partition -> new TopicPartition(name, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = until.apply(consumer);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        records.sort((a, b) -> a.partition() == b.partition()
                ? Long.compare(a.offset(), b.offset())
                : Integer.compare(a.partition(), b.partition()));
        return records;
    }

    private Map<TopicPartition, Long> settledEnds(KafkaConsumer<byte[], byte[]> committed) {
        Set<TopicPartition> partitions = committed.assignment();
        try (KafkaConsumer<byte[], byte[]> all = consumer("read_uncommitted")) {
            Instant deadline = Instant.now().plus(SETTLING);
            Map<TopicPartition, Long> ends = committed.endOffsets(partitions);
            while (!ends.equals(all.endOffsets(partitions)) && Instant.now().isBefore(deadline)) {
                LockSupport.parkNanos(LOOK.toNanos());
                ends = committed.endOffsets(partitions);
            }
            return ends;
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", bootstrapServers);
        properties.put("isolation.level", isolation);
        properties.put("enable.auto.commit", false);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Headers of a record as text, by name. */
    public static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return headers;
    }
}
