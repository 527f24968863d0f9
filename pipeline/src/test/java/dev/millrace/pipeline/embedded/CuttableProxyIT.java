package dev.millrace.pipeline.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.Settled;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CuttableProxyIT {

    private final ProxiedBroker broker;

    CuttableProxyIT(@TempDir Path directory) {
        broker = ProxiedBroker.start(directory);
    }

    @BeforeEach
    void createTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Settled.create(admin, new NewTopic("t", 1, (short) 1));
        }
    }

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void aTransactionThatIsCutOffAtItsCommitForTooLongIsAborted() throws Exception {
        broker.proxy().cutAtCommit(2, Duration.ofSeconds(20));
        try (KafkaProducer<String, String> producer = producer(Duration.ofSeconds(5))) {
            commit(producer, "first");

            assertThatThrownBy(() -> commit(producer, "second")).isInstanceOf(ApiException.class);
        }
        assertThat(broker.proxy().awaitCut(Duration.ZERO)).isTrue();

        try (KafkaProducer<String, String> producer = producer(Duration.ofSeconds(60))) {
            commit(producer, "third");
        }
        assertThat(committed(2)).containsExactly("first", "third");
    }

    @Test
    void aTransactionThatIsCutOffForAShortTimeIsCommitted() throws Exception {
        broker.proxy().cutAtCommit(1, Duration.ofSeconds(2));
        try (KafkaProducer<String, String> producer = producer(Duration.ofSeconds(60))) {
            commit(producer, "first");
        }

        assertThat(broker.proxy().awaitCut(Duration.ZERO)).isTrue();
        assertThat(committed(1)).containsExactly("first");
    }

    @Test
    void abortsAreNoCommits() throws Exception {
        broker.proxy().cutAtCommit(1, Duration.ofSeconds(2));
        try (KafkaProducer<String, String> producer = producer(Duration.ofSeconds(60))) {
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("t", "never")).get();
            producer.abortTransaction();
        }

        assertThat(broker.proxy().awaitCut(Duration.ZERO)).isFalse();
    }

    private KafkaProducer<String, String> producer(Duration transactionTimeout) {
        KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "transactional.id",
                        "t",
                        "transaction.timeout.ms",
                        (int) transactionTimeout.toMillis()),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
        return producer;
    }

    private static void commit(KafkaProducer<String, String> producer, String value) throws Exception {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("t", value)).get();
        producer.commitTransaction();
    }

    private List<String> committed(int count) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition("t", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (values.size() < count) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    values.add(record.value());
                }
            }
        }
        return values;
    }
}
