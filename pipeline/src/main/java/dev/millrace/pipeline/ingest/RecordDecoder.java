package dev.millrace.pipeline.ingest;

import dev.millrace.pipeline.metrics.StageTimes;
import dev.millrace.pipeline.metrics.StageTimes.Stage;
import dev.millrace.pipeline.types.Types;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.decode.SampleDecoder;
import dev.millrace.sample.decode.SourceRecord;
import org.apache.flink.api.common.serialization.DeserializationSchema;
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
    private transient StageTimes stages;

    RecordDecoder(SampleDecoder decoder) {
        this.decoder = decoder;
    }

    /** Called by the task's thread, as is {@link #deserialize}. */
    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        open(StageTimes.ofThisTask());
    }

    void open(StageTimes ofTask) {
        stages = ofTask;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Ingested> out) {
        long begun = stages.beginRecord(record.offset());
        Ingested decoded = decode(KafkaRecords.of(record));
        stages.endRecord(Stage.DECODE, begun);
        out.collect(decoded);
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
