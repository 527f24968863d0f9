package dev.millrace.pipeline.ingest;

import dev.millrace.sample.Origin;
import dev.millrace.sample.decode.SourceRecord;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Kafka's records as decoders see them. */
public final class KafkaRecords {

    private KafkaRecords() {}

    /** The record with its place, key, time and headers. Its arrays are shared. */
    public static SourceRecord of(ConsumerRecord<byte[], byte[]> record) {
        Origin origin =
                new Origin(record.topic(), record.partition(), record.offset(), record.key(), record.timestamp());
        return new SourceRecord(origin, record.value(), headers(record));
    }

    private static Map<String, byte[]> headers(ConsumerRecord<byte[], byte[]> record) {
        Iterator<Header> all = record.headers().iterator();
        if (!all.hasNext()) {
            return Map.of();
        }
        Map<String, byte[]> headers = new HashMap<>();
        while (all.hasNext()) {
            Header header = all.next();
            if (header.value() == null) {
                headers.remove(header.key());
            } else {
                headers.put(header.key(), header.value());
            }
        }
        return headers;
    }
}
