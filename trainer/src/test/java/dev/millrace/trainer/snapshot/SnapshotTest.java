package dev.millrace.trainer.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Shape;
import dev.millrace.sample.decode.RawTensor;
import dev.millrace.sample.decode.RawTensor.Element;
import dev.millrace.sample.decode.RawTensor.Endianness;
import dev.millrace.sample.decode.RawTensor.LabelFormat;
import dev.millrace.trainer.LearnerState;
import dev.millrace.trainer.PublishedModel;
import dev.millrace.trainer.TrainerConfig;
import dev.millrace.trainer.engine.ParameterLayout;
import dev.millrace.trainer.engine.ParameterLayout.Role;
import dev.millrace.trainer.engine.ParameterLayout.Slice;
import dev.millrace.trainer.network.Mlp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SnapshotTest {

    @Test
    void comesBackWholeFromItsRecords() {
        PublishedModel model = model();
        Snapshot snapshot = Snapshot.of(model, provenance(7), 16);
        SnapshotAssembler assembler = new SnapshotAssembler("fashion");
        Optional<Snapshot> assembled = Optional.empty();
        for (SnapshotRecord record : SnapshotRecord.of(snapshot, 3, 0)) {
            assertThat(assembled).isEmpty();
            assembled = assembler.add(SnapshotRecord.parse(record.key(), record.headers(), record.value()));
        }

        Snapshot read = assembled.orElseThrow();
        assertThat(read.manifest()).isEqualTo(snapshot.manifest());
        PublishedModel back = read.model();
        assertThat(back.parameters()).isEqualTo(model.parameters());
        assertThat(back.auxiliary()).isEqualTo(model.auxiliary());
        assertThat(back.layout()).isEqualTo(model.layout());
        assertThat(back.encoder().doubles("encoder/mean", 2)).containsExactly(0.5, 0.25);
        assertThat(back.encoder().text("encoder/names", 1)).isEqualTo("a,b");
    }

    private static PublishedModel model() {
        return new PublishedModel(
                3,
                new ParameterLayout(List.of(
                        new Slice("dense1/weight", Shape.of(2, 3), Role.WEIGHT, 0, 3, 2, 0),
                        new Slice("dense1/bias", Shape.of(2), Role.BIAS, 0, 1, 1, 6))),
                new float[] {1, 2, 3, 4, 5, 6, 7, 8},
                new ParameterLayout(
                        List.of(new Slice("batchnorm1/running-mean", Shape.of(2), Role.RUNNING_MEAN, 1, 1, 1, 0))),
                new float[] {-1, -2},
                new LearnerState.Builder()
                        .add("encoder/mean", new LearnerState.Doubles(2, new double[] {0.5, 0.25}))
                        .add("encoder/names", new LearnerState.Text(1, "a,b"))
                        .build());
    }

    private static Provenance provenance(long version) {
        TrainerConfig config = TrainerConfig.builder(new Mlp(List.of(4), true))
                .input(new InputContract(
                        List.of(new FeatureSpec("image", Kind.BYTES, Shape.of(1, 2, 2))), List.of("no", "yes")))
                .build();
        RawTensor decoder = new RawTensor(
                "image", Element.UINT8, Endianness.LITTLE, Shape.of(1, 2, 2), LabelFormat.UINT8, List.of("no", "yes"));
        return new Provenance(
                "fashion",
                version,
                96,
                Map.of("samples", Map.of(0, 96L)),
                Map.of("accuracy", 0.5),
                config,
                decoder,
                "MXNet; 1.9.1; 1; unknown; linux-x86_64",
                Instant.parse("2026-11-24T08:00:00Z"));
    }
}
