package dev.millrace.pipeline.publish;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.Configs;
import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.Settled;
import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One broker with the settings of three. */
class TooFewBrokersIT {

    private static final Map<String, String> OF_THREE =
            Map.of("default.replication.factor", "3", "transaction.state.log.replication.factor", "3");

    @Test
    void saysWhichReplicasCannotBe(@TempDir Path directory) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0, OF_THREE)) {
            PipelineConfig config = Configs.of("few", broker.bootstrapServers());
            create(broker, "few.samples");

            assertThatThrownBy(() -> prepare(config))
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith(
                            "the broker at " + broker.bootstrapServers() + " cannot create topic few.snapshots: ")
                    .hasMessageEndingWith(
                            "; start more brokers, lower default.replication.factor there, or create the topic yourself");

            List.of("few.snapshots", "few.metrics", "few.predictions", "few.dead-letters")
                    .forEach(topic -> create(broker, topic));
            assertThatThrownBy(() -> prepare(config))
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith(
                            "the broker at " + broker.bootstrapServers() + " gave no transaction within 45 s")
                    .hasMessageContaining("transaction.state.log.replication.factor");
        }
    }

    private static void prepare(PipelineConfig config) {
        try (Topics topics = Topics.connect(config.kafka())) {
            topics.prepare(config);
        }
    }

    private static void create(EmbeddedBroker broker, String name) {
        Map<String, String> compacted = name.endsWith(".snapshots") ? Map.of("cleanup.policy", "compact") : Map.of();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Settled.create(admin, new NewTopic(name, Optional.of(1), Optional.of((short) 1)).configs(compacted));
        }
    }
}
