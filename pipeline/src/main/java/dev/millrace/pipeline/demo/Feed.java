package dev.millrace.pipeline.demo;

import dev.millrace.pipeline.dataset.LabelledImages;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Streams the images to a topic, pass after pass, from a thread of its own. */
final class ImageStream implements AutoCloseable {

    private static final long SEED = 7;

    private final LabelledImages images;
    private final String topic;
    private final long samples;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread;
    private final Runnable onFailure;
    private volatile boolean closing;
    private volatile @Nullable KafkaException failure;

    private ImageStream(
            LabelledImages images, String bootstrapServers, String topic, long samples, Runnable onFailure) {
        this.onFailure = onFailure;
        this.images = images;
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
        this.thread = new Thread(this::run, "image-stream");
        this.thread.setDaemon(true);
    }

    /**
     * Begins to stream so many samples.
     *
     * @param onFailure called when it cannot; {@link #failure} then says why
     */
    static ImageStream start(
            LabelledImages images, String bootstrapServers, String topic, long samples, Runnable onFailure) {
        ImageStream stream = new ImageStream(images, bootstrapServers, topic, samples, onFailure);
        stream.thread.start();
        return stream;
    }

    private void run() {
        ImageOrder order = new ImageOrder(SEED, FashionMnist.STREAMED);
        try {
            for (long sent = 0; sent < samples && !closing; sent++) {
                int index = order.next();
                byte[] key = Integer.toString(index).getBytes(StandardCharsets.UTF_8);
                send(new ProducerRecord<>(topic, 0, key, images.labelledRecord(index)));
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

    /** Why streaming failed; null if it did not. */
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
