package dev.millrace.pipeline.publish;

import dev.millrace.pipeline.PipelineConfig.Kafka;
import dev.millrace.pipeline.UserError;
import dev.millrace.trainer.DurationText;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Whether the broker gives this user transactions. The job would find out only once it runs, and be restarted for ever: so the start asks for one, under an id
 * of its own, and writes nothing in it. The broker's answer holds even where it keeps its settings to itself.
 */
final class TransactionCheck {

    /** The first transaction of a broker's life makes its log of transactions, which takes a small machine a while. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private TransactionCheck() {}

    /** @throws UserError if it does not */
    static void run(Kafka kafka, String model) {
        String prefix = PublicationSink.transactionalIdPrefix(model);
        Map<String, Object> properties = new HashMap<>(kafka.properties());
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, prefix + "start");
        properties.put(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Math.toIntExact(kafka.transactionTimeout().toMillis()));
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties, bytes, bytes)) {
            producer.initTransactions();
        } catch (TransactionalIdAuthorizationException e) {
            throw new UserError(
                    "the broker at " + kafka.bootstrapServers()
                            + " does not allow this user transactions whose ids begin with " + prefix
                            + "; grant WRITE and DESCRIBE on them, docs/operations.md lists what a job needs",
                    e);
        } catch (InvalidTxnTimeoutException e) {
            throw new UserError(
                    "kafka.transactionTimeout is " + DurationText.format(kafka.transactionTimeout())
                            + ", longer than the broker at " + kafka.bootstrapServers()
                            + " allows; lower kafka.transactionTimeout or raise the broker's transaction.max.timeout.ms",
                    e);
        } catch (TimeoutException e) {
            throw new UserError(
                    "the broker at " + kafka.bootstrapServers() + " gave no transaction within "
                            + DurationText.format(PATIENCE)
                            + "; see that it runs as many brokers as its transaction.state.log.replication.factor; if it does and"
                            + " is only slow, start again",
                    e);
        } catch (KafkaException e) {
            throw new UserError(
                    "the broker at " + kafka.bootstrapServers() + " gives no transactions: " + e.getMessage()
                            + "; see that kafka.properties are right and allow this",
                    e);
        }
    }
}
