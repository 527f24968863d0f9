package dev.millrace.trainer.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.trainer.PublishedModel;
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
    void stillWritesTheSameFile() throws IOException {
        assertThat(SmallSnapshot.of("fashion", 7).content()).isEqualTo(resource("format-1.safetensors"));
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
