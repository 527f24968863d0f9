package dev.millrace.pipeline;

import dev.millrace.sample.Shape;
import dev.millrace.trainer.LearnerState;
import dev.millrace.trainer.PublishedModel;
import dev.millrace.trainer.TrainerConfig;
import dev.millrace.trainer.engine.ParameterLayout;
import dev.millrace.trainer.engine.ParameterLayout.Role;
import dev.millrace.trainer.engine.ParameterLayout.Slice;
import dev.millrace.trainer.network.Mlp;
import dev.millrace.trainer.snapshot.Provenance;
import dev.millrace.trainer.snapshot.Snapshot;
import dev.millrace.trainer.snapshot.SnapshotRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes small snapshots to a topic in transactions, as a job does; whole ones, and others. */
public final class SnapshotTopic implements AutoCloseable {

    private static final int KEEP = 100;

    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;

    private SnapshotTopic(Admin admin, KafkaProducer<byte[], byte[]> producer, String topic) {
        this.admin = admin;
        this.producer = producer;
        this.topic = topic;
    }

    /** Makes a topic with one partition and a producer for it. */
    public static SnapshotTopic create(String servers, String topic) {
        Admin admin = Admin.create(Map.of("bootstrap.servers", servers));
        Settled.create(admin, new NewTopic(topic, 1, (short) 1));
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "transactional.id", "test/" + topic),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        return new SnapshotTopic(admin, producer, topic);
    }

    /** A snapshot all of whose parameters are its version, in chunks of 256 bytes. */
    public static Snapshot snapshot(String model, long version) {
        return snapshot(model, version, 100, 256);
    }

    /** A snapshot of a larger or smaller network of two classes, all of whose parameters are its version. */
    static Snapshot snapshot(String model, long version, int inputs, int chunkBytes) {
        float[] parameters = new float[2 * inputs];
        Arrays.fill(parameters, (float) version);
        PublishedModel published = new PublishedModel(
                10 * version,
                new ParameterLayout(
                        List.of(new Slice("dense1/weight", Shape.of(2, inputs), Role.WEIGHT, 0, inputs, 2, 0))),
                parameters,
                new ParameterLayout(List.of()),
                new float[0],
                new LearnerState.Builder().build());
        TrainerConfig config = TrainerConfig.builder(new Mlp(List.of(), false)).build();
        Provenance from = new Provenance(
                model,
                version,
                320 * version,
                Map.of("samples", Map.of(0, 320 * version)),
                Map.of("windowAccuracy", 0.75),
                config,
                null,
                "no engine",
                Instant.parse("2026-11-24T08:00:00Z"));
        return Snapshot.of(published, from, chunkBytes);
    }

    /** Adds the records of a snapshot to the transaction that is open, or to a new one. */
    public SnapshotTopic begin(Snapshot snapshot) {
        producer.beginTransaction();
        for (SnapshotRecord record : SnapshotRecord.of(snapshot, KEEP, 0)) {
            send(record, record.value());
        }
        producer.flush();
        return this;
    }

    /** Commits a snapshot. */
    public SnapshotTopic write(Snapshot snapshot) {
        begin(snapshot).commit();
        return this;
    }

    /** Commits a snapshot in whose second chunk one bit is not as it was. */
    public SnapshotTopic writeDamaged(Snapshot snapshot) {
        producer.beginTransaction();
        for (SnapshotRecord record : SnapshotRecord.of(snapshot, KEEP, 0)) {
            byte[] value = record.value();
            if (record.part().equals("1") && value != null) {
                value = value.clone();
                value[17] ^= 4;
            }
            send(record, value);
        }
        commit();
        return this;
    }

    /** Commits a record that is no part of a snapshot. */
    public SnapshotTopic writeForeign() {
        producer.beginTransaction();
        var unused = producer.send(new ProducerRecord<>(topic, new byte[] {1, 2, 3}));
        commit();
        return this;
    }

    /** Commits what was begun, and waits until a consumer can see it. */
    public void commit() {
        producer.commitTransaction();
        Settled.awaitCommits(admin, topic);
    }

    /** Aborts what was begun. */
    public void abort() {
        producer.abortTransaction();
    }

    private void send(SnapshotRecord record, byte @Nullable [] value) {
        ProducerRecord<byte[], byte[]> all =
                new ProducerRecord<>(topic, 0, record.key().getBytes(StandardCharsets.UTF_8), value);
        record.headers().forEach((name, text) -> all.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        // A failure comes out of flush or commit.
        var unused = producer.send(all);
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
