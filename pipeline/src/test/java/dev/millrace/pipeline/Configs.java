package dev.millrace.pipeline;

import dev.millrace.sample.Shape;
import dev.millrace.sample.decode.RawTensor;
import dev.millrace.trainer.TrainerConfig;
import dev.millrace.trainer.network.Mlp;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whole configurations for tests that need a broker: records of a label and four bytes, all else by default. */
public final class Configs {

    private Configs() {}

    /** A model that reads topic {@code <model>.samples}. */
    public static PipelineConfig of(String model, String bootstrapServers) {
        return of(model, bootstrapServers, null, null, null);
    }

    /** The same, with what is not null instead of the default. */
    public static PipelineConfig of(
            String model,
            String bootstrapServers,
            @Nullable Duration transactionTimeout,
            PipelineConfig.@Nullable Snapshots snapshots,
            PipelineConfig.@Nullable DeadLetters deadLetters) {
        return PipelineConfig.of(
                model,
                PipelineConfig.Kafka.of(bootstrapServers, transactionTimeout, null),
                PipelineConfig.Source.of(model + ".samples", null, decoder()),
                null,
                TrainerConfig.builder(new Mlp(List.of(), false)).build(),
                snapshots,
                null,
                new PipelineConfig.Predictions("{model}.predictions"),
                deadLetters,
                null,
                null);
    }

    private static RawTensor decoder() {
        return new RawTensor(
                "x",
                RawTensor.Element.UINT8,
                RawTensor.Endianness.LITTLE,
                Shape.of(4),
                RawTensor.LabelFormat.UINT8,
                List.of("a", "b"));
    }
}
