package dev.millrace.pipeline.ingest;

import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.PipelineConfig.Source.Start;
import dev.millrace.sample.Ingested;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The input topic as a Flink source: every record, decoded, with its origin. */
public final class SampleSource {

    private SampleSource() {}

    /**
     * The source of a job.
     *
     * @param starts offset of each partition at which the run begins, those it does not name at their beginning; null for where the configuration says
     * @param ends for a bounded run: the offset of each partition at which it ends, exclusive; null for a run that never ends
     * @param lock what the job has as long as it is on
     */
    public static Source<Ingested, ?, ?> of(
            PipelineConfig config,
            @Nullable Map<Integer, Long> starts,
            @Nullable Map<Integer, Long> ends,
            ExclusiveLock lock) {
        PipelineConfig.Source source = config.source();
        KafkaSourceBuilder<Ingested> builder = KafkaSource.<Ingested>builder()
                .setProperties(properties(config))
                .setBootstrapServers(config.kafka().bootstrapServers())
                .setStartingOffsets(
                        starts == null
                                ? new FirstOffsets(Map.of(), source.start())
                                : new FirstOffsets(inTopic(source.topic(), starts), Start.EARLIEST))
                .setDeserializer(new RecordDecoder(source.decoder()));
        if (ends == null) {
            return new GuardedKafkaSource<>(builder.setTopics(source.topic()).build(), config.kafka(), lock);
        }
        Map<TopicPartition, Long> offsets = inTopic(source.topic(), ends);
        KafkaSource<Ingested> bounded = builder.setProperty(
                        KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "-1")
                // Not by name: a partition that the topic got meanwhile would be handed to a reader that was told there
                // are no more.
                .setPartitions(new HashSet<>(offsets.keySet()))
                .setBounded(OffsetsInitializer.offsets(offsets))
                .build();
        return new RestorableBoundedSource<>(bounded, config.kafka(), lock);
    }

    private static Map<TopicPartition, Long> inTopic(String topic, Map<Integer, Long> offsets) {
        return offsets.entrySet().stream()
                .collect(Collectors.toMap(offset -> new TopicPartition(topic, offset.getKey()), Map.Entry::getValue));
    }

    /** Offsets are committed at checkpoints for Kafka's own lag tools; the job itself starts from its checkpoints. */
    private static Properties properties(PipelineConfig config) {
        Properties properties = new Properties();
        properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, "millrace-" + config.model());
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "true");
        properties.setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "60000");
        properties.putAll(config.kafka().properties());
        return properties;
    }
}
