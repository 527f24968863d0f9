package dev.millrace.pipeline.ingest;

import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a run begins, and only that. The connector's own initializers also decide where the consumer goes on when its offset is gone: a job restored
 * after the topic's retention has passed it by would skip the deleted records without a word. With this one its task fails, and whoever runs the job can tell.
 */
final class FirstOffsets implements OffsetsInitializer {

    private final OffsetsInitializer first;

    FirstOffsets(OffsetsInitializer first) {
        this.first = first;
    }

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever offsets) {
        return first.getPartitionOffsets(partitions, offsets);
    }

    // Kafka deprecates the type; the connector's interface asks for it.
    @SuppressWarnings("deprecation")
    @Override
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.NONE;
    }
}
