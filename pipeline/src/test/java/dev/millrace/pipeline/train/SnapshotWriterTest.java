package dev.millrace.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.publish.Publication;
import dev.millrace.trainer.evaluate.Scores;
import dev.millrace.trainer.snapshot.Manifest;
import dev.millrace.trainer.snapshot.Provenance;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnapshotWriterTest {

    private static final PipelineConfig.Snapshots CONFIG = PipelineConfig.Snapshots.of("s", 8L, null, 2, 1024);

    @Test
    void writesChunksAndThenTheManifestIntoTheVersionsSlot() {
        SnapshotWriter writer = new SnapshotWriter(CONFIG, 6, Map.of());

        List<Publication> records = writer.write(new FrequencyLearner("m"), from(7));

        assertThat(keys(records)).containsExactly("m/1/0", "m/1/manifest");
        assertThat(records).allSatisfy(record -> assertThat(record.partition()).isZero());
        assertThat(writer.version()).isEqualTo(7);
        assertThat(writer.slotParts()).isEqualTo(Map.of(1, 1));
        assertThat(Manifest.fromJson(value(records.get(1))).version()).isEqualTo(7);
    }

    @Test
    void tombstonesChunksThatAnOlderVersionLeftInTheSlot() {
        SnapshotWriter writer = new SnapshotWriter(CONFIG, 6, Map.of(0, 5, 1, 3));

        List<Publication> records = writer.write(new FrequencyLearner("m"), from(7));

        assertThat(keys(records)).containsExactly("m/1/0", "m/1/1", "m/1/2", "m/1/manifest");
        assertThat(records.get(1).value()).isNull();
        assertThat(records.get(2).value()).isNull();
        assertThat(writer.slotParts()).isEqualTo(Map.of(0, 5, 1, 1));
    }

    @Test
    void clearsTheSlotsThatASmallerKeepDoesNotUse() {
        SnapshotWriter writer = new SnapshotWriter(CONFIG, 6, Map.of(0, 5, 2, 2, 4, 1));

        List<Publication> records = writer.write(new FrequencyLearner("m"), from(7));

        assertThat(keys(records))
                .containsExactly("m/2/manifest", "m/2/0", "m/2/1", "m/4/manifest", "m/4/0", "m/1/0", "m/1/manifest");
        assertThat(records.subList(0, 5))
                .allSatisfy(record -> assertThat(record.value()).isNull());
        assertThat(writer.slotParts()).isEqualTo(Map.of(0, 5, 1, 1));
        assertThat(keys(writer.write(new FrequencyLearner("m"), from(8))))
                .containsExactly("m/0/0", "m/0/1", "m/0/2", "m/0/3", "m/0/4", "m/0/manifest");
    }

    @Test
    void leavesScoresWithoutANumberOutOfTheManifest() {
        Scores.Score none = new Scores.Score(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        Scores.Score some = new Scores.Score(0.75, 0.5, 0.25, Double.NaN);

        assertThat(SnapshotWriter.metrics(new Scores(4, some, none, none)))
                .isEqualTo(Map.of(
                        "cumulativeAccuracy", 0.75, "cumulativeLogLoss", 0.5, "cumulativeNoChangeAccuracy", 0.25));
    }

    private static Provenance from(long version) {
        return new Provenance(
                "m", version, 8, Map.of(), Map.of(), Loops.config(null), null, "none", Instant.ofEpochMilli(0));
    }

    private static List<String> keys(List<Publication> records) {
        return records.stream()
                .map(Publication::key)
                .map(SnapshotWriterTest::text)
                .toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] value(Publication record) {
        byte[] value = record.value();
        return value == null ? new byte[0] : value;
    }
}
