package dev.millrace.client;

import dev.millrace.trainer.snapshot.SnapshotFormatException;
import dev.millrace.trainer.snapshot.SnapshotRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kafka's records as records of snapshots. */
final class SnapshotParts {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotParts.class);

    private SnapshotParts() {}

    /** The record of a snapshot; nothing, and a line in the log, if it is none. */
    static Optional<SnapshotRecord> of(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        try {
            return Optional.of(SnapshotRecord.parse(key, headers, record.value()));
        } catch (SnapshotFormatException e) {
            LOG.warn("offset {} of topic {} is passed over: {}", record.offset(), record.topic(), e.getMessage());
            return Optional.empty();
        }
    }
}
