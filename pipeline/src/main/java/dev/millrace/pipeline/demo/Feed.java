package dev.millrace.pipeline.demo;

import dev.millrace.pipeline.dataset.DataRecord;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Feeds the records of a stream to a topic, in their order, from a thread of its own. */
final class Feed implements AutoCloseable {

    private final DemoStream stream;
    private final String topic;
    private final long samples;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread;
    private final Runnable onFailure;
    private volatile boolean closing;
    private volatile @Nullable KafkaException failure;

    private Feed(DemoStream stream, String bootstrapServers, String topic, long samples, Runnable onFailure) {
        this.onFailure = onFailure;
        this.stream = stream;
        this.topic = topic;
        this.samples = samples;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        "5",
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        Integer.toString(8 << 20)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.thread = new Thread(this::run, "demo-feed");
        this.thread.setDaemon(true);
    }

    /**
     * Begins to feed so many records.
     *
     * @param onFailure called when it cannot; {@link #failure} then says why
     */
    static Feed start(DemoStream stream, String bootstrapServers, String topic, long samples, Runnable onFailure) {
        Feed feed = new Feed(stream, bootstrapServers, topic, samples, onFailure);
        feed.thread.start();
        return feed;
    }

    private void run() {
        try (Stream<DataRecord> records = stream.records(samples)) {
            for (Iterator<DataRecord> each = records.iterator(); each.hasNext() && !closing; ) {
                DataRecord record = each.next();
                send(new ProducerRecord<>(topic, 0, record.key(), record.value()));
            }
            producer.flush();
        } catch (KafkaException e) {
            fail(e);
        }
    }

    // The callback hears of every failure, so the future has nothing to add.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record, (metadata, e) -> {
            if (e != null && failure == null) {
                fail(e instanceof KafkaException kafka ? kafka : new KafkaException(e));
            }
        });
    }

    private void fail(KafkaException e) {
        failure = e;
        onFailure.run();
    }

    /** Why it failed; null if it did not. */
    @Nullable
    KafkaException failure() {
        return failure;
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
