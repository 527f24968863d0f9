package dev.millrace.pipeline.dataset;

import dev.millrace.pipeline.PipelineConfig.Kafka;
import dev.millrace.pipeline.UserError;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends records to a topic in order, each acknowledged by all replicas, at a steady rate if one is asked for. Its owner closes it; not thread-safe. */
public final class RecordProducer implements AutoCloseable {

    /** A broker that starts again is back by then, on a slow machine too. */
    private static final int DELIVERY_MILLIS = 120_000;

    private static final int REQUEST_MILLIS = 10_000;

    private final String topic;
    private final String servers;
    private final Pacer pacer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /**
     * @param kafka the broker, with the client properties it wants; what delivery needs is set here
     * @param topic where the records go; it exists
     * @param perSecond how many records a second; 0 for as fast as it goes
     */
    public RecordProducer(Kafka kafka, String topic, double perSecond) {
        this.topic = topic;
        this.servers = kafka.bootstrapServers();
        this.pacer = new Pacer(perSecond, System::nanoTime, LockSupport::parkNanos);
        this.producer = new KafkaProducer<>(properties(kafka), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Map<String, Object> properties(Kafka kafka) {
        Map<String, Object> properties = new HashMap<>(kafka.properties());
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_MILLIS);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        return properties;
    }

    /**
     * Sends a record, when its time has come.
     *
     * @throws UserError if an earlier one could not be delivered
     */
    public void send(DataRecord record) {
        pacer.await();
        throwFailure();
        ProducerRecord<byte[], byte[]> sent = new ProducerRecord<>(topic, record.key(), record.value());
        record.headers().forEach(sent.headers()::add);
        // The callback hears of every outcome; the future would say it again.
        Future<RecordMetadata> unused = producer.send(sent, this::answered);
    }

    /** How many records the broker has. */
    public long acknowledged() {
        return acknowledged.get();
    }

    /**
     * Waits until the broker has all that was sent.
     *
     * @throws UserError if a record could not be delivered
     */
    public void flush() {
        producer.flush();
        throwFailure();
    }

    /** Waits for the broker to have all that was sent; after a failure it sends no more, so that the topic has no hole but of what was under way. */
    @Override
    public void close() {
        producer.close(failure.get() == null ? Duration.ofMillis(Long.MAX_VALUE) : Duration.ZERO);
    }

    private void answered(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
        if (exception == null) {
            acknowledged.incrementAndGet();
        } else {
            failure.compareAndSet(null, exception);
        }
    }

    private void throwFailure() {
        Exception exception = failure.get();
        if (exception != null) {
            throw new UserError(
                    "after " + acknowledged + " records the broker at " + servers + " took no more for topic " + topic
                            + ": " + exception.getMessage(),
                    exception);
        }
    }
}
