package dev.millrace.trainer.snapshot;

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

/** A model of ten numbers, with every kind of thing a snapshot can hold. */
final class SmallSnapshot {

    private SmallSnapshot() {}

    /** A snapshot in chunks of 100 bytes. */
    static Snapshot of(String model, long version) {
        return Snapshot.of(model(), provenance(model, version), 100);
    }

    static PublishedModel model() {
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
                        .add("encoder/seen", new LearnerState.Longs(1, new long[] {96}))
                        .add("encoder/weights", new LearnerState.Floats(1, new float[] {0.125f}))
                        .add("encoder/names", new LearnerState.Text(1, "a, \"b\", \u00fc"))
                        .build());
    }

    static Provenance provenance(String model, long version) {
        TrainerConfig config = TrainerConfig.builder(new Mlp(List.of(4), true))
                .input(new InputContract(
                        List.of(new FeatureSpec("image", Kind.BYTES, Shape.of(1, 2, 2))), List.of("no", "yes")))
                .build();
        RawTensor decoder = new RawTensor(
                "image", Element.UINT8, Endianness.LITTLE, Shape.of(1, 2, 2), LabelFormat.UINT8, List.of("no", "yes"));
        return new Provenance(
                model,
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
