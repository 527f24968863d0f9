package dev.millrace.pipeline;

import dev.millrace.sample.decode.SampleDecoder;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a trainer is told of the run it belongs to.
 *
 * @param run name of the run, for metrics
 * @param base what the model's topics held before the run began, the same at each of its restarts
 * @param input the input topic, whose end is asked for to tell the lag; null if samples come from elsewhere
 * @param starts by partition of the input topic, where the run began; those that it does not name, where the topic begins
 * @param decoder that made samples of the input topic's bytes, for the snapshots; null if samples come from elsewhere
 * @param goesOnFrom file with the final state of the run before, to begin with where there is no checkpoint; null to begin untrained
 * @param finalState file to leave the final state in at the end of a bounded run; null for nowhere
 */
public record RunContext(
        String run,
        Published base,
        @Nullable String input,
        Map<Integer, Long> starts,
        @Nullable SampleDecoder decoder,
        @Nullable String goesOnFrom,
        @Nullable String finalState)
        implements Serializable {

    /** Spelled out because javac leaves the annotations of a compact constructor's parameters out of the class file. */
    public RunContext(
            String run,
            Published base,
            @Nullable String input,
            Map<Integer, Long> starts,
            @Nullable SampleDecoder decoder,
            @Nullable String goesOnFrom,
            @Nullable String finalState) {
        this.run = Objects.requireNonNull(run, "run");
        this.base = Objects.requireNonNull(base, "base");
        this.input = input;
        this.starts = Map.copyOf(starts);
        this.decoder = decoder;
        this.goesOnFrom = goesOnFrom;
        this.finalState = finalState;
    }
}
