package dev.millrace.client;

import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Philox;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Shape;
import dev.millrace.sample.Target;
import dev.millrace.sample.decode.RawTensor;
import dev.millrace.sample.decode.RawTensor.Element;
import dev.millrace.sample.decode.RawTensor.Endianness;
import dev.millrace.sample.decode.RawTensor.LabelFormat;
import dev.millrace.sample.decode.SampleDecoder;
import dev.millrace.sample.decode.SourceRecord;
import dev.millrace.trainer.MiniBatch;
import dev.millrace.trainer.PublishedModel;
import dev.millrace.trainer.SingleNetworkLearner;
import dev.millrace.trainer.TrainerConfig;
import dev.millrace.trainer.TrainerConfigBuilder;
import dev.millrace.trainer.encode.Tabular;
import dev.millrace.trainer.engine.EngineLease;
import dev.millrace.trainer.network.Mlp;
import dev.millrace.trainer.network.Network;
import dev.millrace.trainer.snapshot.Provenance;
import dev.millrace.trainer.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Small models that were really trained, on images of which the left half is bright, or the right one. */
final class TrainedModels {

    static final int SIDE = 16;
    static final List<String> LABELS = List.of("left", "right");
    static final RawTensor DECODER = new RawTensor(
            "image", Element.UINT8, Endianness.LITTLE, Shape.of(1, SIDE, SIDE), LabelFormat.UINT8, LABELS);

    private TrainedModels() {}

    /**
     * A model with what it answers itself.
     *
     * @param answers to {@link #record} 0 to 9
     */
    record Trained(Snapshot snapshot, List<float[]> answers) {}

    /** Trains so many steps of 8 samples; takes the engine and gives it back. */
    static Trained train(Network network, int steps, long version) {
        return train(config(network).build(), steps, version, DECODER);
    }

    static TrainerConfigBuilder config(Network network) {
        return TrainerConfig.builder(network).input(DECODER.contract());
    }

    static Trained train(TrainerConfig config, int steps, long version, @Nullable SampleDecoder decoder) {
        try (EngineLease lease = EngineLease.training(config.engine(), Duration.ofSeconds(10));
                SingleNetworkLearner learner = SingleNetworkLearner.of(config, lease)) {
            for (int step = 0; step < steps; step++) {
                learner.learn(new MiniBatch(samples(1_000 + 8 * step, 8)));
            }
            Provenance from = provenance(config, lease, steps, version, decoder);
            List<Features> asked = samples(0, 10).stream().map(Sample::original).toList();
            return new Trained(Snapshot.of(learner.published(), from, 1_000), learner.predict(asked));
        }
    }

    /**
     * A model of rows of one number, whose mean and variance it has learnt with its weights.
     *
     * @param change what is done to the model before it is published
     */
    static Snapshot trainRows(int steps, long version, UnaryOperator<PublishedModel> change) {
        TrainerConfig config = TrainerConfig.builder(new Mlp(List.of(4), false))
                .input(new InputContract(List.of(new FeatureSpec("number", Kind.NUMERIC, Shape.of())), LABELS))
                .encode(Tabular.DEFAULT)
                .build();
        try (EngineLease lease = EngineLease.training(config.engine(), Duration.ofSeconds(10));
                SingleNetworkLearner learner = SingleNetworkLearner.of(config, lease)) {
            for (int step = 0; step < steps; step++) {
                learner.learn(new MiniBatch(rows(8 * step, 8)));
            }
            return Snapshot.of(
                    change.apply(learner.published()), provenance(config, lease, steps, version, null), 1_000);
        }
    }

    private static Provenance provenance(
            TrainerConfig config, EngineLease lease, int steps, long version, @Nullable SampleDecoder decoder) {
        return new Provenance(
                "halves",
                version,
                8L * steps,
                Map.of("images", Map.of(0, 8L * steps)),
                Map.of(),
                config,
                decoder,
                lease.fingerprint().text(),
                Instant.parse("2026-11-24T08:00:00Z"));
    }

    /** A number as a row of its own. */
    static Features row(double number) {
        return Features.of("number", new Feature.Numeric(number));
    }

    private static List<Sample> rows(int from, int count) {
        List<Sample> rows = new ArrayList<>();
        for (int number = from; number < from + count; number++) {
            rows.add(Sample.of(Origin.of("rows", 0, number), row(number), new Target.Label(number % 2)));
        }
        return rows;
    }

    /** The input topic's record with this number: its label, then the pixels. */
    static byte[] record(int number) {
        byte[] record = new byte[1 + SIDE * SIDE];
        record[0] = (byte) (number % 2);
        Philox random = Philox.at(7, Origin.of("images", 0, number), 0);
        for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
            boolean right = pixel % SIDE >= SIDE / 2;
            int bright = right == (number % 2 == 1) ? 150 : 0;
            record[1 + pixel] = (byte) (bright + random.nextInt(100));
        }
        return record;
    }

    private static List<Sample> samples(int from, int count) {
        List<Sample> samples = new ArrayList<>();
        for (int number = from; number < from + count; number++) {
            Ingested decoded = DECODER.decode(SourceRecord.of(Origin.of("images", 0, number), record(number)));
            samples.add((Sample) decoded);
        }
        return samples;
    }
}
