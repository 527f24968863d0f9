package dev.millrace.pipeline.publish;

import dev.millrace.pipeline.Published;
import dev.millrace.pipeline.Publishing;
import dev.millrace.trainer.snapshot.SnapshotRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Finds out what a model's topics hold, from what was committed to them. Not thread-safe. */
public final class PublishedReader {

    private final Map<String, Long> sequences = new HashMap<>();
    private final Map<Integer, Integer> slotParts = new TreeMap<>();
    private long version;

    private PublishedReader() {}

    /**
     * Reads the snapshots topic from its beginning and the end of the metrics topic.
     *
     * @return what they hold of the model; {@link Published#NOTHING} if they do not exist
     * @throws dev.millrace.pipeline.UserError if the broker does not answer
     */
    public static Published read(Publishing publishing) {
        PublishedReader reader = new PublishedReader();
        try (AdminCalls admin = AdminCalls.connect(publishing.kafka())) {
            String snapshots = publishing.snapshots().topic();
            if (admin.partitions(snapshots).isPresent()) {
                try (TopicTail tail = tail(publishing, snapshots)) {
                    tail.toBeginning();
                    tail.readToEnd(reader::takeSnapshotPart);
                }
            }
            String metrics = publishing.metrics().topic();
            if (admin.partitions(metrics).isPresent()) {
                try (TopicTail tail = tail(publishing, metrics)) {
                    tail.rewind(record -> true);
                    tail.readToEnd(reader::takeSequence);
                }
            }
        }
        return new Published(reader.version, reader.sequences, reader.slotParts);
    }

    private static TopicTail tail(Publishing publishing, String topic) {
        return TopicTail.open(publishing.kafka(), topic, publishing.model(), AdminCalls.PATIENCE);
    }

    private void takeSequence(ConsumerRecord<byte[], byte[]> record) {
        sequences.put(record.topic(), SequenceHeader.of(record));
    }

    private void takeSnapshotPart(ConsumerRecord<byte[], byte[]> record) {
        takeSequence(record);
        Map<String, String> headers = new HashMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        String key = new String(record.key(), StandardCharsets.UTF_8);
        SnapshotRecord part = SnapshotRecord.parse(key, headers, record.value());
        // The manifest comes last and all at once with its chunks, and the tombstones of chunks that are no more.
        if (!part.part().equals(SnapshotRecord.MANIFEST)) {
            return;
        }
        if (part.value() == null) {
            slotParts.remove(part.slot());
        } else {
            version = Math.max(version, part.version());
            slotParts.put(part.slot(), part.parts());
        }
    }
}
