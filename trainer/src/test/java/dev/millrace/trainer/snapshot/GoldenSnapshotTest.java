package dev.millrace.trainer.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.sample.Origin;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Shape;
import dev.millrace.sample.decode.SourceRecord;
import dev.millrace.trainer.PublishedModel;
import dev.millrace.trainer.TrainerConfig;
import dev.millrace.trainer.encode.Encoder;
import dev.millrace.trainer.engine.ParameterLayout.Role;
import dev.millrace.trainer.engine.ParameterLayout.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Snapshots as each format was written once, by {@link GoldenSnapshot}: they are read for ever. */
class GoldenSnapshotTest {

    @Test
    void readsFormat1() throws IOException {
        Snapshot golden = new Snapshot(Manifest.fromJson(resource("format-1.json")), resource("format-1.safetensors"));

        Manifest manifest = golden.manifest();
        assertThat(manifest.formatVersion()).isEqualTo(1);
        assertThat(manifest.model()).isEqualTo("fashion");
        assertThat(manifest.version()).isEqualTo(7);
        assertThat(manifest.labels()).containsExactly("no", "yes");
        assertThat(manifest.decoder())
                .isEqualTo(SmallSnapshot.provenance("fashion", 7).decoder());
        assertThat(manifest.config().network())
                .isEqualTo(SmallSnapshot.provenance("fashion", 7).config().network());
        assertThat(manifest.sha256()).isEqualTo(Sha256.of(golden.content(), 0, golden.content().length));
        PublishedModel model = golden.model();
        assertThat(model.step()).isEqualTo(3);
        assertThat(model.parameters()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(model.auxiliary()).containsExactly(-1, -2);
        assertThat(model.encoder().doubles("encoder/mean", 2)).containsExactly(0.5, 0.25);
        assertThat(model.encoder().text("encoder/names", 1)).isEqualTo("a, \"b\", \u00fc");
    }

    @Test
    void readsWhatFormat1SaysOfRows() throws IOException {
        Snapshot golden = new Snapshot(
                Manifest.fromJson(resource("format-1-tabular.json")), resource("format-1-tabular.safetensors"));

        Manifest manifest = golden.manifest();
        assertThat(manifest.decoder()).isEqualTo(TabularSnapshot.DECODER);
        assertThat(manifest.config().input()).isEqualTo(TabularSnapshot.CONFIG.input());
        assertThat(manifest.config().encode()).isEqualTo(TabularSnapshot.CONFIG.encode());
        assertThat(manifest.layout().slices().get(0))
                .isEqualTo(new Slice("embedding/site", Shape.of(3, 1), Role.EMBEDDING, 0, 1, 1, 0));
        assertThat(manifest.sha256()).isEqualTo(Sha256.of(golden.content(), 0, golden.content().length));
        PublishedModel model = golden.model();
        assertThat(model.parameters()).startsWith(10, 20, 30);
        assertThat(model.encoder().longs("encoder/numbers/count", 1)).containsExactly(2, 1);
        assertThat(model.encoder().doubles("encoder/numbers/mean", 1)).containsExactly(3, 50);
        assertThat(model.encoder().doubles("encoder/numbers/squared-deviations", 1))
                .containsExactly(2, 0);
    }

    /** A load of 3.5 is half a standard deviation above the mean of 3; by its hash Brno is in the bucket that the formula says. */
    @Test
    void encodesRowsAsFormat1Did() throws IOException {
        Snapshot golden = new Snapshot(
                Manifest.fromJson(resource("format-1-tabular.json")), resource("format-1-tabular.safetensors"));
        SourceRecord record = SourceRecord.of(
                Origin.of("rows", 0, 2), "{\"load\": 3.5, \"site\": \"Brno\"}".getBytes(StandardCharsets.UTF_8));
        Sample row =
                (Sample) Objects.requireNonNull(golden.manifest().decoder()).decode(record);

        TrainerConfig config = golden.manifest().config();
        Encoder encoder = config.encode().encoder(Objects.requireNonNull(config.input()));
        encoder.restore(golden.model().encoder());

        assertThat(encoder.encode(List.of(row.original())).get(0).values()).containsExactly(0.5f, 0, 1, 1 + 2);
    }

    @Test
    void stillWritesTheSameFiles() throws IOException {
        assertThat(SmallSnapshot.of("fashion", 7).content()).isEqualTo(resource("format-1.safetensors"));
        assertThat(TabularSnapshot.of("machines", 4).content()).isEqualTo(resource("format-1-tabular.safetensors"));
    }

    @Test
    void readsAManifestToWhichALaterReleaseAddedSomething() throws IOException {
        String json = new String(resource("format-1.json"), StandardCharsets.UTF_8);

        Manifest manifest = Manifest.fromJson(
                json.replaceFirst("\\{", "{\"later\": [1, {\"a\": 2}],").getBytes(StandardCharsets.UTF_8));

        assertThat(manifest).isEqualTo(Manifest.fromJson(resource("format-1.json")));
    }

    @Test
    void refusesALaterFormatWithASentence() throws IOException {
        String json = new String(resource("format-1.json"), StandardCharsets.UTF_8)
                .replace("\"formatVersion\" : 1", "\"formatVersion\" : 2");

        assertThatThrownBy(() -> Manifest.fromJson(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessage("the manifest has format version 2, this release reads up to 1; use a newer one");
    }

    @Test
    void refusesAManifestThatLacksAnything() throws IOException {
        String json = new String(resource("format-1.json"), StandardCharsets.UTF_8);
        for (String key : List.of(
                "model",
                "version",
                "step",
                "samples",
                "createdAt",
                "sourceOffsets",
                "metrics",
                "labels",
                "output",
                "config",
                "layout",
                "auxiliaryLayout",
                "parametersSha256",
                "bytes",
                "sha256",
                "chunks",
                "engine")) {
            String without = json.replaceFirst("\n  \"" + key + "\"", "\n  \"_" + key + "\"");
            assertThat(without).isNotEqualTo(json);

            assertThatThrownBy(() -> Manifest.fromJson(without.getBytes(StandardCharsets.UTF_8)))
                    .as(key)
                    .isInstanceOf(SnapshotFormatException.class)
                    .hasMessageContaining(key);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(GoldenSnapshotTest.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }
}
