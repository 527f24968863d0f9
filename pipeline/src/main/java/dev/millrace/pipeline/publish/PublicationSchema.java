package dev.millrace.pipeline.publish;

import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** A publication says itself where it goes. It names its topics because the POOLING strategy refuses a schema that does not. */
final class PublicationSchema implements KafkaRecordSerializationSchema<Publication>, KafkaDatasetFacetProvider {

    private final List<String> topics;

    PublicationSchema(List<String> topics) {
        this.topics = List.copyOf(topics);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            Publication publication, KafkaSinkContext context, @Nullable Long timestamp) {
        RecordHeaders headers = new RecordHeaders();
        publication.headers().forEach(header -> headers.add(header.name(), header.value()));
        return new ProducerRecord<>(
                publication.topic(), publication.partition(), null, publication.key(), publication.value(), headers);
    }

    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return Optional.of(new TopicsFacet(topics));
    }
}
