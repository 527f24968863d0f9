package dev.millrace.pipeline.publish;

import dev.millrace.pipeline.Publishing;
import dev.millrace.trainer.snapshot.Manifest;
import dev.millrace.trainer.snapshot.SnapshotRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Finds the manifest of a version that was published lately. */
public final class ManifestReader {

    private ManifestReader() {}

    /**
     * How long a committed version may take to show: the broker answers a commit once it is decided, and marks the partitions of the
     * transaction afterwards, one before the other.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * The manifest of a version that was committed.
     *
     * @return empty if it does not show within some seconds
     * @throws dev.millrace.pipeline.UserError if the broker does not answer
     */
    public static Optional<Manifest> read(Publishing publishing, long version) {
        try (TopicTail tail =
                TopicTail.open(publishing.kafka(), publishing.snapshots().topic(), publishing.model(), PATIENCE)) {
            tail.rewind(record -> version(record) < version);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() - deadline < 0) {
                for (ConsumerRecord<byte[], byte[]> record : tail.poll()) {
                    if (version(record) == version && isManifest(record)) {
                        return Optional.of(Manifest.fromJson(record.value()));
                    }
                }
            }
            return Optional.empty();
        }
    }

    private static boolean isManifest(ConsumerRecord<byte[], byte[]> record) {
        return record.value() != null
                && new String(record.key(), StandardCharsets.UTF_8).endsWith("/" + SnapshotRecord.MANIFEST);
    }

    private static long version(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(SnapshotRecord.VERSION_HEADER);
        return header == null ? 0 : Long.parseLong(new String(header.value(), StandardCharsets.UTF_8));
    }
}
