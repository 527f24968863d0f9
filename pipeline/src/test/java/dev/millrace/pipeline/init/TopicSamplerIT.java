package dev.millrace.pipeline.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.PipelineConfig.Kafka;
import dev.millrace.pipeline.Settled;
import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import dev.millrace.sample.decode.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrokerExtension.class)
class TopicSamplerIT {

    private final String servers;

    TopicSamplerIT(TestBroker broker) {
        this.servers = broker.bootstrapServers();
    }

    @Test
    void takesAsMuchOfEachPartitionAsThereIs() throws Exception {
        create("sampler.fair", 4);
        fill("sampler.fair", Map.of(0, 5_000, 1, 2_000, 2, 30));

        TopicSample sample = read("sampler.fair");

        assertThat(sample.size()).isEqualTo(1_000);
        assertThat(sample.isWhole()).isFalse();
        assertThat(sample.partitions()).isEqualTo(4);
        Map<Integer, List<Long>> offsets = sample.records().stream()
                .collect(Collectors.groupingBy(
                        record -> record.origin().split(),
                        Collectors.mapping(record -> record.origin().position(), Collectors.toList())));
        assertThat(offsets).containsOnlyKeys(0, 1, 2);
        assertThat(offsets.get(2)).isEqualTo(first(30));
        assertThat(offsets.get(0)).isEqualTo(first(485));
        assertThat(offsets.get(1)).isEqualTo(first(485));
    }

    @Test
    void takesAllOfASmallTopicWithHeadersKeysAndDeletions() throws Exception {
        create("sampler.small", 1);
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            RecordHeaders headers = new RecordHeaders();
            headers.add("label", bytes("cat"));
            producer.send(new ProducerRecord<>("sampler.small", 0, 5L, bytes("key"), bytes("value"), headers))
                    .get();
            producer.send(new ProducerRecord<>("sampler.small", 0, bytes("gone"), null))
                    .get();
        }

        TopicSample sample = read("sampler.small");

        assertThat(sample.isWhole()).isTrue();
        assertThat(sample.size()).isEqualTo(2);
        SourceRecord record = sample.records().get(0);
        assertThat(record.value()).isEqualTo(bytes("value"));
        assertThat(record.origin().key()).isEqualTo(bytes("key"));
        assertThat(record.origin().eventTimeMillis()).isEqualTo(5);
        assertThat(record.headers().get("label")).isEqualTo(bytes("cat"));
        assertThat(sample.records().get(1).value()).isNull();
    }

    @Test
    void seesCommittedRecordsAlone() throws Exception {
        create("sampler.aborted", 1);
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("transactional.id", "sampler"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("sampler.aborted", bytes("aborted")))
                    .get();
            producer.abortTransaction();
            assertThatThrownBy(() -> read("sampler.aborted"))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("topic sampler.aborted at " + servers + " holds no committed record");

            producer.beginTransaction();
            producer.send(new ProducerRecord<>("sampler.aborted", bytes("kept")))
                    .get();
            producer.commitTransaction();
        }
        assertThat(readOnceVisible("sampler.aborted").records())
                .singleElement()
                .satisfies(record -> assertThat(record.value()).isEqualTo(bytes("kept")));
    }

    /** The broker answers a commit before a reader sees it. */
    private TopicSample readOnceVisible(String topic) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            try {
                return read(topic);
            } catch (UserError e) {
                Thread.sleep(100);
            }
        }
        return read(topic);
    }

    @Test
    void saysThatATopicIsEmptyOrAbsent() throws Exception {
        create("sampler.empty", 3);

        assertThatThrownBy(() -> read("sampler.empty"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "topic sampler.empty at " + servers
                                + " holds no committed record to learn a format from; feed it, with `millrace produce` for one");
        assertThatThrownBy(() -> read("sampler.absent"))
                .isInstanceOf(UserError.class)
                .hasMessage("topic sampler.absent does not exist at " + servers
                        + "; correct --topic, or feed it first, with `millrace produce` for one");
    }

    private TopicSample read(String topic) {
        return TopicSampler.read(Kafka.of(servers, null, null), topic);
    }

    private void create(String topic, int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            Settled.create(admin, new NewTopic(topic, Optional.of(partitions), Optional.empty()));
        }
    }

    private void fill(String topic, Map<Integer, Integer> countByPartition) {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            countByPartition.forEach((partition, count) -> {
                for (int i = 0; i < count; i++) {
                    byte[] key = null;
                    var unused = producer.send(new ProducerRecord<>(topic, partition, key, new byte[300]));
                }
            });
        }
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("bootstrap.servers", servers);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static List<Long> first(int count) {
        return LongStream.range(0, count).boxed().toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
