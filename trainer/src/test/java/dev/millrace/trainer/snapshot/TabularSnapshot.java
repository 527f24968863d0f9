package dev.millrace.trainer.snapshot;

import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.Shape;
import dev.millrace.sample.decode.row.CategoricalField;
import dev.millrace.sample.decode.row.JsonRow;
import dev.millrace.sample.decode.row.LabelField;
import dev.millrace.sample.decode.row.MissingPolicy;
import dev.millrace.sample.decode.row.NumericField;
import dev.millrace.sample.decode.row.UnknownFields;
import dev.millrace.sample.decode.row.WrongTypePolicy;
import dev.millrace.trainer.LearnerState;
import dev.millrace.trainer.PublishedModel;
import dev.millrace.trainer.TrainerConfig;
import dev.millrace.trainer.encode.Embedding;
import dev.millrace.trainer.encode.Encoder;
import dev.millrace.trainer.encode.Tabular;
import dev.millrace.trainer.engine.ParameterLayout;
import dev.millrace.trainer.engine.ParameterLayout.Role;
import dev.millrace.trainer.engine.ParameterLayout.Slice;
import dev.millrace.trainer.network.Mlp;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A model of rows: two numbers, one of them now and then missing, and a category with vectors; its encoder has seen two rows. */
final class TabularSnapshot {

    static final JsonRow DECODER = new JsonRow(
            List.of(
                    NumericField.required("load"),
                    new NumericField(
                            "temperature", "/t/0", MissingPolicy.INDICATOR, null, WrongTypePolicy.REFUSE, "°C", null),
                    CategoricalField.required("site"),
                    new LabelField("state", null, List.of("new", "worn"))),
            UnknownFields.IGNORE,
            500);

    static final TrainerConfig CONFIG = TrainerConfig.builder(new Mlp(List.of(), false))
            .input(DECODER.contract())
            .encode(new Tabular(5, new Embedding(3, 1)))
            .build();

    private TabularSnapshot() {}

    static Snapshot of(String model, long version) {
        Provenance from = new Provenance(
                model,
                version,
                2,
                Map.of("rows", Map.of(0, 2L)),
                Map.of(),
                CONFIG,
                DECODER,
                "MXNet; 1.9.1; 1; unknown; linux-x86_64",
                Instant.parse("2026-11-24T08:00:00Z"));
        return Snapshot.of(model(), from, 1_000);
    }

    private static PublishedModel model() {
        ParameterLayout layout = new ParameterLayout(List.of(
                new Slice("embedding/site", Shape.of(3, 1), Role.EMBEDDING, 0, 1, 1, 0),
                new Slice("dense1/weight", Shape.of(2, 4), Role.WEIGHT, 1, 4, 2, 3),
                new Slice("dense1/bias", Shape.of(2), Role.BIAS, 1, 1, 1, 11)));
        float[] parameters = {10, 20, 30, 1, 2, 3, 4, 5, 6, 7, 8, 0.5f, -0.5f};
        return new PublishedModel(2, layout, parameters, new ParameterLayout(List.of()), new float[0], encoder());
    }

    /** Loads of 2 and 4, so a mean of 3 and squared deviations of 2; one temperature, of 50. */
    private static LearnerState encoder() {
        Encoder encoder = CONFIG.encode().encoder(DECODER.contract());
        encoder.learn(List.of(row(2, new Feature.Numeric(50)), row(4, new Feature.Missing())));
        LearnerState.Builder state = new LearnerState.Builder();
        encoder.save(state);
        return state.build();
    }

    private static Features row(double load, Feature temperature) {
        return Features.of(
                List.of("load", "temperature", "site"),
                List.of(new Feature.Numeric(load), temperature, new Feature.Category("Brno")));
    }
}
