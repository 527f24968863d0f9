package dev.millrace.pipeline.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.Configs;
import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.Settled;
import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.LoopbackPort;
import dev.millrace.pipeline.broker.TestBroker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrokerExtension.class)
class TopicsIT {

    private final String servers;
    private final Admin admin;

    TopicsIT(TestBroker broker) {
        this.servers = broker.bootstrapServers();
        this.admin = Admin.create(Map.of("bootstrap.servers", servers));
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void createsTheOutputTopicsThatAreMissing() throws Exception {
        create("fresh.samples", 3, Map.of());

        prepare(Configs.of("fresh", servers));

        assertThat(partitions("fresh.snapshots")).isEqualTo(1);
        assertThat(partitions("fresh.metrics")).isEqualTo(1);
        assertThat(partitions("fresh.predictions")).isEqualTo(3);
        assertThat(partitions("fresh.dead-letters")).isEqualTo(1);
        assertThat(setting("fresh.snapshots", "cleanup.policy")).isEqualTo("compact");
        assertThat(setting("fresh.metrics", "cleanup.policy")).isEqualTo("delete");
        assertThat(setting("fresh.predictions", "cleanup.policy")).isEqualTo("delete");
        assertThat(setting("fresh.dead-letters", "cleanup.policy")).isEqualTo("delete");
    }

    @Test
    void isContentWithWhatItCreated() throws Exception {
        create("again.samples", 1, Map.of());
        PipelineConfig config = Configs.of("again", servers);

        prepare(config);
        prepare(config);

        assertThat(partitions("again.metrics")).isEqualTo(1);
    }

    @Test
    void givesTopicsRoomForRecordsLargerThanTheBrokersDefault() throws Exception {
        create("large.samples", 1, Map.of());
        PipelineConfig.Snapshots snapshots = PipelineConfig.Snapshots.of(null, null, null, null, 16 << 20);

        prepare(Configs.of("large", servers, null, snapshots, null));

        assertThat(setting("large.snapshots", "max.message.bytes"))
                .isEqualTo(Integer.toString((16 << 20) + OutputTopic.RECORD_ROOM));
    }

    @Test
    void saysThatNoBrokerAnswers() throws IOException {
        String nobody = "127.0.0.1:" + LoopbackPort.free();

        assertThatThrownBy(() -> prepare(Configs.of("nobody", nobody)))
                .isInstanceOf(UserError.class)
                .hasMessage("no Kafka broker answered at " + nobody
                        + " within 10 s; start it, or correct kafka.bootstrapServers");
    }

    @Test
    void saysThatTheBrokersNameIsUnknown() {
        assertThatThrownBy(() -> prepare(Configs.of("unknown", "no-such-host.invalid:9092")))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "no Kafka broker can be used at no-such-host.invalid:9092: No resolvable bootstrap urls given "
                                + "in bootstrap.servers; correct kafka.bootstrapServers or kafka.properties");
    }

    @Test
    void saysThatTheInputTopicIsMissing() {
        assertThatThrownBy(() -> prepare(Configs.of("inputless", servers)))
                .isInstanceOf(UserError.class)
                .hasMessage("input topic inputless.samples does not exist at " + servers
                        + "; create it or correct source.topic");
    }

    @Test
    void saysThatTheBrokerRefusesTheTransactionTimeout() throws Exception {
        create("patient.samples", 1, Map.of());

        assertThatThrownBy(() -> prepare(Configs.of("patient", servers, Duration.ofMinutes(20), null, null)))
                .isInstanceOf(UserError.class)
                .hasMessage("kafka.transactionTimeout is 20 min, but the broker at " + servers
                        + " allows at most 15 min (transaction.max.timeout.ms=900000); "
                        + "lower kafka.transactionTimeout or raise the broker's setting");
    }

    @Test
    void saysEachThingThatIsSetUpOtherwise() throws Exception {
        create("other.samples", 1, Map.of());
        create("other.snapshots", 1, Map.of("cleanup.policy", "delete"));
        create("other.metrics", 2, Map.of());
        create("other.predictions", 5, Map.of("cleanup.policy", "compact"));

        assertThatThrownBy(() -> prepare(Configs.of("other", servers)))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        String.join(
                                "\n",
                                "topic other.snapshots must have cleanup.policy compact, got delete; "
                                        + "set it up so, or let snapshots.topic name a topic that does not exist yet, which the job creates",
                                "topic other.metrics must have partitions 1, got 2; "
                                        + "set it up so, or let metrics.topic name a topic that does not exist yet, which the job creates",
                                "topic other.predictions must have cleanup.policy delete, got compact; "
                                        + "set it up so, or let predictions.topic name a topic that does not exist yet, which the job creates"));
    }

    @Test
    void createsNothingWhereSomethingIsWrong() throws Exception {
        create("half.samples", 1, Map.of());
        create("half.metrics", 2, Map.of());

        assertThatThrownBy(() -> prepare(Configs.of("half", servers))).isInstanceOf(UserError.class);

        assertThat(admin.listTopics().names().get()).doesNotContain("half.snapshots", "half.dead-letters");
    }

    @Test
    void saysThatRecordsWouldBeTooLarge() throws Exception {
        create("narrow.samples", 1, Map.of());
        create("narrow.snapshots", 1, Map.of("cleanup.policy", "compact", "max.message.bytes", "100000"));
        create("narrow.dead-letters", 1, Map.of("max.message.bytes", "200000"));

        assertThatThrownBy(() -> prepare(Configs.of("narrow", servers)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("topic narrow.snapshots must have max.message.bytes at least 589824, got 100000; "
                        + "lower snapshots.chunkBytes, set it up so, or")
                .hasMessageContaining(
                        "topic narrow.dead-letters must have max.message.bytes at least 589824, got 200000; "
                                + "lower deadLetters.maxBytes, set it up so, or");
    }

    @Test
    void tellsWhereATopicEnds() throws Exception {
        create("ends.samples", 3, Map.of());
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int partition : List.of(0, 0, 2)) {
                producer.send(new ProducerRecord<>("ends.samples", partition, null, new byte[] {1}))
                        .get();
            }
        }

        try (Topics topics = Topics.connect(kafka())) {
            assertThat(topics.endOffsets("ends.samples")).isEqualTo(Map.of(0, 2L, 1, 0L, 2, 1L));
        }
    }

    @Test
    void createsATopicForSamplesOnce() throws Exception {
        try (Topics topics = Topics.connect(kafka())) {
            assertThat(topics.createInput("input.samples", 4)).isTrue();
            assertThat(topics.createInput("input.samples", 4)).isFalse();
        }
        assertThat(partitions("input.samples")).isEqualTo(4);
    }

    private static void prepare(PipelineConfig config) {
        try (Topics topics = Topics.connect(config.kafka())) {
            topics.prepare(config);
        }
    }

    private PipelineConfig.Kafka kafka() {
        return PipelineConfig.Kafka.of(servers, null, null);
    }

    private void create(String topic, int partitions, Map<String, String> settings) throws Exception {
        Settled.create(admin, new NewTopic(topic, partitions, (short) 1).configs(settings));
    }

    private int partitions(String topic) throws ExecutionException, InterruptedException {
        Map<String, TopicDescription> found =
                admin.describeTopics(List.of(topic)).allTopicNames().get();
        return found.values().iterator().next().partitions().size();
    }

    private String setting(String topic, String name) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<ConfigResource, Config> found =
                admin.describeConfigs(List.of(resource)).all().get();
        return found.values().iterator().next().get(name).value();
    }
}
