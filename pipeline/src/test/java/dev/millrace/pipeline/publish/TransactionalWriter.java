package dev.millrace.pipeline.publish;

import dev.millrace.pipeline.Settled;
import dev.millrace.pipeline.publish.Publication.Header;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes numbered records to a topic in transactions, as a job's sink does. */
final class TransactionalWriter implements AutoCloseable {

    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;

    TransactionalWriter(String servers, String topic) {
        this.topic = topic;
        admin = Admin.create(Map.of("bootstrap.servers", servers));
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "transactional.id",
                        "test/" + topic,
                        "transaction.timeout.ms",
                        600_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    /** Writes the records with these numbers and leaves the transaction open. */
    TransactionalWriter begin(String key, long from, long to) {
        producer.beginTransaction();
        for (long sequence = from; sequence <= to; sequence++) {
            send(key, List.of(SequenceHeader.of(sequence)));
        }
        producer.flush();
        return this;
    }

    /** Adds a record to the open transaction. */
    TransactionalWriter send(String key, List<Header> headers) {
        return send(key, new byte[] {1}, headers);
    }

    /** Adds a record to the open transaction, without a value where that is null. */
    TransactionalWriter send(String key, byte @Nullable [] value, List<Header> headers) {
        RecordHeaders all = new RecordHeaders();
        headers.forEach(header -> all.add(header.name(), header.value()));
        // A failure comes out of flush or commit.
        var unused = producer.send(new ProducerRecord<>(topic, 0, key.getBytes(StandardCharsets.UTF_8), value, all));
        return this;
    }

    /** Commits the open transaction, and waits until a reader can see it. */
    void commit() {
        producer.commitTransaction();
        Settled.awaitCommits(admin, topic);
    }

    void abort() {
        producer.abortTransaction();
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
