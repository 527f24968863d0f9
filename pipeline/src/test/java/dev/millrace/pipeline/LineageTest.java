package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.PipelineConfig.Kafka;
import dev.millrace.pipeline.ingest.SampleSource;
import dev.millrace.pipeline.ingest.Unlocked;
import dev.millrace.pipeline.publish.PublicationSink;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.streaming.api.lineage.LineageDataset;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;
import org.junit.jupiter.api.Test;

/** Flink hands the lineage of a job to whoever listens; Kafka's connector puts its whole configuration in. */
class LineageTest {

    private static final PipelineConfig CONFIG = withPassword(Configs.of("lineage", "localhost:9092"));

    @Test
    void namesTopicsAndAddressAndNoOtherProperty() {
        List<LineageDataset> datasets =
                PublicationSink.of(Publishing.of(CONFIG)).getLineageVertex().datasets();

        assertThat(datasets).singleElement().satisfies(topics -> {
            KafkaDatasetFacet facet =
                    (KafkaDatasetFacet) Objects.requireNonNull(topics.facets().get("kafka"));
            assertThat(facet.getTopicIdentifier().getTopics()).contains("lineage.snapshots");
            assertThat(facet.getProperties()).isEqualTo(Map.of("bootstrap.servers", "localhost:9092"));
        });
    }

    @Test
    void isNotToldOfTheSource() {
        assertThat(SampleSource.of(CONFIG, null, null, new Unlocked())).isNotInstanceOf(LineageVertexProvider.class);
        assertThat(SampleSource.of(CONFIG, null, Map.of(0, 1L), new Unlocked()))
                .isNotInstanceOf(LineageVertexProvider.class);
    }

    private static PipelineConfig withPassword(PipelineConfig config) {
        Kafka kafka = new Kafka(
                config.kafka().bootstrapServers(),
                config.kafka().transactionTimeout(),
                Map.of("ssl.truststore.password", "s3cret", "security.protocol", "SSL"));
        return new PipelineConfig(
                config.model(),
                kafka,
                config.source(),
                config.augment(),
                config.trainer(),
                config.snapshots(),
                config.metrics(),
                config.predictions(),
                config.deadLetters(),
                config.state(),
                config.flink());
    }
}
