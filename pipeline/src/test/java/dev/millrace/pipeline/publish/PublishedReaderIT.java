package dev.millrace.pipeline.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.Configs;
import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.Published;
import dev.millrace.pipeline.Publishing;
import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import dev.millrace.pipeline.publish.Publication.Header;
import dev.millrace.trainer.snapshot.SnapshotRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrokerExtension.class)
class PublishedReaderIT {

    private final String servers;

    PublishedReaderIT(TestBroker broker) {
        this.servers = broker.bootstrapServers();
    }

    @Test
    void aModelWithoutTopicsHasPublishedNothing() {
        assertThat(PublishedReader.read(publishing("unheard-of"))).isEqualTo(Published.NOTHING);
    }

    @Test
    void aModelWithEmptyTopicsHasPublishedNothing() {
        prepare("empty");

        assertThat(PublishedReader.read(publishing("empty"))).isEqualTo(Published.NOTHING);
    }

    @Test
    void readsTheLastCommittedVersionAndSequences() {
        prepare("known");
        try (TransactionalWriter snapshots = new TransactionalWriter(servers, "known.snapshots");
                TransactionalWriter metrics = new TransactionalWriter(servers, "known.metrics")) {
            snapshots.begin("known", 1, 0);
            part(snapshots, "known/1/0", 1, 2, 1);
            part(snapshots, "known/1/1", 1, 2, 2);
            part(snapshots, "known/1/manifest", 1, 2, 3);
            snapshots.commit();
            snapshots.begin("known", 1, 0);
            part(snapshots, "known/4/0", 2, 1, 4);
            part(snapshots, "known/4/manifest", 2, 1, 5);
            snapshots.commit();
            snapshots.begin("known", 1, 0);
            snapshots.send("known/4/manifest", null, headers(3, 0, 6));
            snapshots.send("known/4/0", null, headers(3, 0, 7));
            part(snapshots, "known/0/0", 3, 1, 8);
            part(snapshots, "known/0/manifest", 3, 1, 9);
            snapshots.commit();
            snapshots.begin("known", 1, 0);
            part(snapshots, "known/1/0", 4, 1, 10);
            part(snapshots, "known/1/manifest", 4, 1, 11);
            snapshots.abort();
            metrics.begin("known", 1, 80).commit();
            metrics.begin("known", 81, 82).abort();
        }

        assertThat(PublishedReader.read(publishing("known")))
                .isEqualTo(new Published(3, Map.of("known.snapshots", 9L, "known.metrics", 80L), Map.of(0, 1, 1, 2)));
    }

    private static void part(TransactionalWriter writer, String key, long version, int parts, long sequence) {
        writer.send(key, headers(version, parts, sequence));
    }

    private static List<Header> headers(long version, int parts, long sequence) {
        return List.of(
                text(SnapshotRecord.VERSION_HEADER, version),
                text(SnapshotRecord.PARTS_HEADER, parts),
                SequenceHeader.of(sequence));
    }

    private static Header text(String name, long value) {
        return new Header(name, Long.toString(value).getBytes(StandardCharsets.UTF_8));
    }

    private void prepare(String model) {
        PipelineConfig config = Configs.of(model, servers);
        try (Topics topics = Topics.connect(config.kafka())) {
            topics.createInput(config.source().topic(), 1);
            topics.prepare(config);
        }
    }

    private Publishing publishing(String model) {
        return Publishing.of(Configs.of(model, servers));
    }
}
