package dev.millrace.pipeline.ingest;

import dev.millrace.pipeline.PipelineConfig.Source.Start;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a run begins, and only that. The connector's own initializers also decide where the consumer goes on when its offset is gone: a job restored
 * after the topic's retention has passed it by would skip the deleted records without a word. With this one its task fails, and whoever runs the job can tell.
 *
 * <p>The connector's <em>earliest</em> would skip them too where nothing of a partition was read before the job was restored, since to it that is a mark and no offset
 * until then; and where offsets are given, it begins partitions without one at what their consumer group has committed. This one asks the broker.
 */
final class FirstOffsets implements OffsetsInitializer {

    private final HashMap<TopicPartition, Long> given;
    private final Start others;

    /**
     * @param given offset of each partition that has one
     * @param others where partitions begin that have none
     */
    FirstOffsets(Map<TopicPartition, Long> given, Start others) {
        this.given = new HashMap<>(given);
        this.others = others;
    }

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever offsets) {
        Map<TopicPartition, Long> first = new HashMap<>(given);
        first.keySet().retainAll(partitions);
        Set<TopicPartition> rest = partitions.stream()
                .filter(partition -> !given.containsKey(partition))
                .collect(Collectors.toSet());
        if (!rest.isEmpty()) {
            first.putAll(
                    switch (others) {
                        case EARLIEST -> offsets.beginningOffsets(rest);
                        case LATEST -> OffsetsInitializer.latest().getPartitionOffsets(rest, offsets);
                    });
        }
        return first;
    }

    // Kafka deprecates the type; the connector's interface asks for it.
    @SuppressWarnings("deprecation")
    @Override
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.NONE;
    }
}
