package dev.millrace.pipeline.ingest;

import dev.millrace.pipeline.PipelineConfig;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The connector's source in three respects otherwise. It tells Flink's lineage nothing: the connector's own would hand it the whole consumer configuration,
 * passwords included, for every listener of Flink's to see. It {@linkplain ExplainingReader gives up} where no restart helps. And it
 * {@linkplain LockingEnumerator has a lock} that only one job may have.
 */
class GuardedKafkaSource<T> implements Source<T, KafkaPartitionSplit, KafkaSourceEnumState>, ResultTypeQueryable<T> {

    private final KafkaSource<T> source;
    private final PipelineConfig.Kafka kafka;
    private final ExclusiveLock lock;

    /**
     * @param kafka where to ask what the topic still holds
     * @param lock what the job has as long as it is on
     */
    GuardedKafkaSource(KafkaSource<T> source, PipelineConfig.Kafka kafka, ExclusiveLock lock) {
        this.source = source;
        this.kafka = kafka;
        this.lock = lock;
    }

    @Override
    public final Boundedness getBoundedness() {
        return source.getBoundedness();
    }

    @Override
    public final SourceReader<T, KafkaPartitionSplit> createReader(SourceReaderContext context) throws Exception {
        return new ExplainingReader<>(source.createReader(context), kafka);
    }

    @Override
    public final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return new LockingEnumerator(source.createEnumerator(context), lock);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state) throws IOException {
        return new LockingEnumerator(source.restoreEnumerator(context, state), lock);
    }

    @Override
    public final SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return source.getSplitSerializer();
    }

    @Override
    public final SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return source.getEnumeratorCheckpointSerializer();
    }

    @Override
    public final TypeInformation<T> getProducedType() {
        return source.getProducedType();
    }
}
