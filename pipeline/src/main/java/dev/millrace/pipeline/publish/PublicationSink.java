package dev.millrace.pipeline.publish;

import dev.millrace.pipeline.Publishing;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The one transactional sink of a job. One, because each sink initialises and commits its transactions one after the other on the task's
 * thread, so three would take three times as long to recover; and because one transaction for all topics makes them agree.
 */
public final class PublicationSink {

    private PublicationSink() {}

    /** The sink; every record of one checkpoint becomes visible at once, or none does. */
    public static ClosingSink<?, ?> of(Publishing publishing) {
        return ClosingSink.of(KafkaSink.<Publication>builder()
                .setBootstrapServers(publishing.kafka().bootstrapServers())
                .setKafkaProducerConfig(properties(publishing))
                .setRecordSerializer(new PublicationSchema(publishing.topics()))
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(transactionalIdPrefix(publishing.model()))
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .build());
    }

    /**
     * What all transactional ids of a model start with. It ends with a delimiter, because the connector looks for the transactions it left
     * behind by prefix, and would take those of {@code fashion2} for those of {@code fashion}.
     */
    static String transactionalIdPrefix(String model) {
        return "millrace/" + model + "/";
    }

    private static Properties properties(Publishing publishing) {
        Properties properties = new Properties();
        int largest = Math.max(
                publishing.snapshots().chunkBytes(), publishing.deadLetters().maxBytes());
        properties.setProperty(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Integer.toString(Math.max(1 << 20, largest + OutputTopic.RECORD_ROOM)));
        // Nobody sees a record before its checkpoint, which sends what waits; larger requests cost half the time.
        properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "100");
        properties.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        // Recovery spends its time in these pauses: 0.3 s a sink with Kafka's defaults.
        properties.setProperty(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, "10");
        properties.setProperty(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, "200");
        properties.putAll(publishing.kafka().properties());
        properties.setProperty(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Long.toString(publishing.kafka().transactionTimeout().toMillis()));
        return properties;
    }
}
