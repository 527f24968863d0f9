package dev.millrace.trainer.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.sample.Shape;
import dev.millrace.trainer.PublishedModel;
import dev.millrace.trainer.engine.ParameterLayout;
import dev.millrace.trainer.engine.ParameterLayout.Role;
import dev.millrace.trainer.engine.ParameterLayout.Slice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 100, 1_000_000})
    void comesBackWholeFromItsRecords(int chunkBytes) {
        PublishedModel model = SmallSnapshot.model();
        Snapshot snapshot = Snapshot.of(model, SmallSnapshot.provenance("fashion", 7), chunkBytes);
        SnapshotAssembler assembler = new SnapshotAssembler("fashion");
        Optional<Snapshot> assembled = Optional.empty();
        for (SnapshotRecord record : SnapshotRecord.of(snapshot, 3, 0)) {
            assertThat(assembled).isEmpty();
            assertThat(record.value())
                    .hasSizeLessThanOrEqualTo(
                            Math.max(chunkBytes, snapshot.manifest().toJson().length));
            assembled = assembler.add(SnapshotRecord.parse(record.key(), record.headers(), record.value()));
        }

        Snapshot read = assembled.orElseThrow();
        assertThat(read.manifest()).isEqualTo(snapshot.manifest());
        PublishedModel back = read.model();
        assertThat(back.step()).isEqualTo(model.step());
        assertThat(back.parameters()).isEqualTo(model.parameters());
        assertThat(back.auxiliary()).isEqualTo(model.auxiliary());
        assertThat(back.layout()).isEqualTo(model.layout());
        assertThat(back.auxiliaryLayout()).isEqualTo(model.auxiliaryLayout());
        assertThat(back.encoder().sections().keySet())
                .isEqualTo(model.encoder().sections().keySet());
        assertThat(back.encoder().doubles("encoder/mean", 2)).containsExactly(0.5, 0.25);
        assertThat(back.encoder().longs("encoder/seen", 1)).containsExactly(96);
        assertThat(back.encoder().floats("encoder/weights", 1)).containsExactly(0.125f);
        assertThat(back.encoder().text("encoder/names", 1)).isEqualTo("a, \"b\", \u00fc");
    }

    @Test
    void refusesChunksOfNothing() {
        assertThatThrownBy(() -> Snapshot.of(SmallSnapshot.model(), SmallSnapshot.provenance("fashion", 7), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("chunkBytes must be at least 1, got 0");
    }

    @Test
    void isTheSameBytesForTheSameModel() {
        assertThat(SmallSnapshot.of("fashion", 7).content())
                .isEqualTo(SmallSnapshot.of("fashion", 7).content());
    }

    @Test
    void listsItsArraysWithTheHashesOfTheirBytes() {
        List<SnapshotArray> arrays = SmallSnapshot.of("fashion", 7).arrays();

        assertThat(arrays)
                .extracting(SnapshotArray::name)
                .containsExactly(
                        "dense1/weight",
                        "dense1/bias",
                        "batchnorm1/running-mean",
                        "encoder/mean",
                        "encoder/seen",
                        "encoder/weights");
        // printf '\0\0\340\100\0\0\0\101' | sha256sum: 7 and 8 as little-endian floats
        assertThat(arrays.get(1))
                .isEqualTo(new SnapshotArray(
                        "dense1/bias",
                        "F32",
                        List.of(2),
                        "621e6b9d912e2d0c9b2fc35bfd56ec75345026a6e61d0821763646eabacf47aa"));
    }

    @Test
    void aLayoutThatClaimsMoreThanTheFileHoldsIsRefusedBeforeAnythingIsAllocated() {
        Snapshot snapshot = SmallSnapshot.of("fashion", 7);
        String json = new String(snapshot.manifest().toJson(), StandardCharsets.UTF_8)
                .replace("\"shape\" : [ 2, 3 ]", "\"shape\" : [ 2000000000 ]")
                .replace("\"offset\" : 6", "\"offset\" : 2000000000");
        Snapshot claimed = new Snapshot(Manifest.fromJson(json.getBytes(StandardCharsets.UTF_8)), snapshot.content());
        assertThat(claimed.manifest().layout().size()).isEqualTo(2_000_000_002);

        assertThatThrownBy(claimed::model)
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessage("the snapshot's file has no floats of shape [2000000000] called dense1/weight");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dense1/bias | dense1/weight | slice dense1/weight must be there once",
                "[ \"no\", \"yes\" ] | [ \"no\" ] | labels must be those of config.input, [no, yes], got [no]",
                "formatVersion | version0 | this is no manifest of a snapshot: it has no formatVersion",
            })
    void aManifestThatContradictsItselfIsRefused(String was, String is, String sentence) {
        String json = new String(SmallSnapshot.of("fashion", 7).manifest().toJson(), StandardCharsets.UTF_8);
        assertThat(json).contains(was);

        assertThatThrownBy(() -> Manifest.fromJson(
                        json.replaceFirst(Pattern.quote(was), is).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void parametersOfAnotherHashAreRefused() {
        Snapshot snapshot = SmallSnapshot.of("fashion", 7);
        String json = new String(snapshot.manifest().toJson(), StandardCharsets.UTF_8)
                .replace(snapshot.manifest().parametersSha256(), "0".repeat(64));
        Snapshot other = new Snapshot(Manifest.fromJson(json.getBytes(StandardCharsets.UTF_8)), snapshot.content());

        assertThatThrownBy(other::model)
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessage("the snapshot's parameters are not those of its manifest's parametersSha256");
    }

    @Test
    void anArrayOfAnotherShapeIsRefused() {
        PublishedModel model = SmallSnapshot.model();
        Snapshot snapshot = Snapshot.of(model, SmallSnapshot.provenance("fashion", 7), 100);
        PublishedModel turned = new PublishedModel(
                model.step(),
                new ParameterLayout(List.of(
                        new Slice("dense1/weight", Shape.of(3, 2), Role.WEIGHT, 0, 3, 2, 0),
                        new Slice("dense1/bias", Shape.of(2), Role.BIAS, 0, 1, 1, 6))),
                model.parameters(),
                model.auxiliaryLayout(),
                model.auxiliary(),
                model.encoder());
        Snapshot other = Snapshot.of(turned, SmallSnapshot.provenance("fashion", 7), 100);

        assertThatThrownBy(new Snapshot(other.manifest(), snapshot.content())::model)
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessage("the snapshot's file has no floats of shape [3, 2] called dense1/weight");
    }

    @Test
    void aVersionOfASectionThatIsNoNumberIsRefused() {
        Snapshot snapshot = SmallSnapshot.of("fashion", 7);
        Safetensors file = Safetensors.read(snapshot.content());
        Safetensors changed = new Safetensors(Map.of("version:encoder/mean", "two"), file.tensors());

        assertThatThrownBy(new Snapshot(snapshot.manifest(), changed.write())::model)
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessage("metadata version:encoder/mean must be a whole number, got two");
    }
}
