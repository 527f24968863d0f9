package dev.millrace.pipeline.ingest;

import dev.millrace.pipeline.types.Types;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.decode.SampleDecoder;
import dev.millrace.sample.decode.SourceRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A Kafka record with its place, key and time becomes a sample or a rejection; a tombstone too. What the decoder throws fails the task, which is then
 * restarted; as {@link DecoderFaults} says, not for ever.
 */
final class RecordDecoder implements KafkaRecordDeserializationSchema<Ingested> {

    private final SampleDecoder decoder;
    private final DecoderFaults faults = new DecoderFaults();

    RecordDecoder(SampleDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Ingested> out) {
        out.collect(decode(KafkaRecords.of(record)));
    }

    private Ingested decode(SourceRecord record) {
        try {
            return decoder.decode(record);
        } catch (RuntimeException | Error e) {
            ExceptionUtils.rethrowIfFatalErrorOrOOM(e);
            faults.count(record.origin(), e);
            throw e;
        }
    }

    @Override
    public TypeInformation<Ingested> getProducedType() {
        return Types.INGESTED;
    }
}
