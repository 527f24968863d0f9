package dev.millrace.pipeline.publish;

import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.UserError;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Questions to a broker, each answered, or given up in a sentence, within {@link #PATIENCE}. Whoever connects closes it. */
final class AdminCalls implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Admin admin;
    private final String address;

    private AdminCalls(Admin admin, String address) {
        this.admin = admin;
        this.address = address;
    }

    static AdminCalls connect(PipelineConfig.Kafka kafka) {
        try {
            return new AdminCalls(Admin.create(properties(kafka)), kafka.bootstrapServers());
        } catch (KafkaException e) {
            throw new UserError(
                    "no Kafka broker can be used at " + kafka.bootstrapServers() + ": " + reason(e)
                            + "; correct kafka.bootstrapServers or kafka.properties",
                    e);
        }
    }

    private static Properties properties(PipelineConfig.Kafka kafka) {
        Properties properties = new Properties();
        properties.putAll(kafka.properties());
        properties.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        String millis = Long.toString(PATIENCE.toMillis());
        properties.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        properties.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        return properties;
    }

    String address() {
        return address;
    }

    /** How many partitions a topic has, empty if there is no such topic. */
    Optional<Integer> partitions(String topic) {
        return topic(topic).map(found -> found.partitions().size());
    }

    /** A topic, with what this user may do with it where the broker tells; empty if there is no such topic. */
    Optional<TopicDescription> topic(String topic) {
        DescribeTopicsOptions withAccess = new DescribeTopicsOptions().includeAuthorizedOperations(true);
        KafkaFuture<Map<String, TopicDescription>> found =
                admin.describeTopics(List.of(topic), withAccess).allTopicNames();
        return answer("describe topic " + topic, found, UnknownTopicOrPartitionException.class)
                .map(topics -> topics.values().iterator().next());
    }

    /** All settings of a topic, set or default; none if the broker does not tell this user. */
    Map<String, String> topicSettings(String topic) {
        return settings(new ConfigResource(ConfigResource.Type.TOPIC, topic), "the settings of topic " + topic);
    }

    /** All settings of one broker, set or default; none if it does not tell this user. */
    Map<String, String> brokerSettings() {
        Node broker = answer("name its brokers", admin.describeCluster().nodes(), NeverTolerated.class)
                .orElseThrow()
                .iterator()
                .next();
        return settings(new ConfigResource(ConfigResource.Type.BROKER, broker.idString()), "its settings");
    }

    /** Hosted brokers may keep their settings to themselves; then a wrong one shows only when the job writes. */
    private Map<String, String> settings(ConfigResource resource, String what) {
        KafkaFuture<Map<ConfigResource, Config>> config =
                admin.describeConfigs(List.of(resource)).all();
        Map<String, String> settings = new HashMap<>();
        answer("tell " + what, config, AuthorizationException.class)
                .ifPresent(configs -> configs.values().iterator().next().entries().stream()
                        .filter(entry -> entry.value() != null)
                        .forEach(entry -> settings.put(entry.name(), entry.value())));
        return settings;
    }

    /** Creates a topic and waits until it is known; false if there is one already. */
    boolean create(NewTopic topic) {
        KafkaFuture<NewTopic> created = admin.createTopics(List.of(topic)).all().thenApply(nothing -> topic);
        boolean isNew = answer("create topic " + topic.name(), created, TopicExistsException.class)
                .isPresent();
        // The controller has it, the brokers hear of it a moment later.
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (partitions(topic.name()).isEmpty() && System.nanoTime() - giveUp < 0) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return isNew;
    }

    /** One past the last record of each partition that can be read by a reader of committed records. */
    Map<Integer, Long> endOffsets(String topic, int partitions) {
        return offsets("tell where topic " + topic + " ends", topic, partitions, OffsetSpec.latest());
    }

    /** The first record of each partition that is not deleted. */
    Map<Integer, Long> beginningOffsets(String topic, int partitions) {
        return offsets("tell where topic " + topic + " begins", topic, partitions, OffsetSpec.earliest());
    }

    private Map<Integer, Long> offsets(String what, String topic, int partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> request = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            request.put(new TopicPartition(topic, partition), which);
        }
        Map<Integer, Long> offsets = new TreeMap<>();
        ListOffsetsOptions committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
        answer(what, admin.listOffsets(request, committed).all(), NeverTolerated.class)
                .orElseThrow()
                .forEach((partition, found) -> offsets.put(partition.partition(), found.offset()));
        return offsets;
    }

    /** The answer; empty if it is nothing, or an error of the tolerated kind. */
    private <T> Optional<T> answer(String what, KafkaFuture<T> future, Class<? extends KafkaException> tolerated) {
        try {
            return Optional.ofNullable(future.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError(
                    "interrupted while the broker at " + address + " was asked to " + what + "; run again", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (tolerated.isInstance(cause)) {
                return Optional.empty();
            }
            if (cause instanceof TimeoutException) {
                throw UserError.noBroker(address, PATIENCE, e);
            }
            throw refusal(what, cause, e);
        }
    }

    private UserError refusal(String what, @Nullable Throwable cause, ExecutionException e) {
        if (cause instanceof SaslAuthenticationException) {
            return new UserError(
                    "the broker at " + address + " refuses the login: " + reason(e)
                            + "; correct user and password in kafka.properties",
                    e);
        }
        if (cause instanceof SslAuthenticationException) {
            return new UserError(
                    "no TLS connection to the broker at " + address + ": " + reason(e)
                            + "; correct the trust store and key store in kafka.properties",
                    e);
        }
        if (cause instanceof InvalidReplicationFactorException) {
            return new UserError(
                    "the broker at " + address + " cannot " + what + ": " + reason(e)
                            + "; start more brokers, lower default.replication.factor there, or create the topic yourself",
                    e);
        }
        if (cause instanceof AuthorizationException) {
            return new UserError(
                    "the broker at " + address + " does not allow this user to " + what + ": " + reason(e)
                            + "; grant it, docs/operations.md lists what a job needs",
                    e);
        }
        return new UserError(
                "the broker at " + address + " did not " + what + ": " + reason(e)
                        + "; see that kafka.properties are right and allow this",
                e);
    }

    /** The innermost message, which is where Kafka says what is wrong. */
    private static String reason(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.strip().replaceAll("\\.$", "");
    }

    /** Stands for no error at all. */
    private static final class NeverTolerated extends KafkaException {}

    @Override
    public void close() {
        admin.close(PATIENCE);
    }
}
