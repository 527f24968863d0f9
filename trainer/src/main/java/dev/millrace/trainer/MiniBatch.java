package dev.millrace.trainer;

import dev.millrace.sample.Features;
import dev.millrace.sample.Sample;
import java.util.List;

/**
 * Samples that are scored and trained together. Each carries its {@link Sample#original()} features, on which it is scored, and its
 * {@link Sample#features()}, on which it trains.
 *
 * @param samples at least one, in stream order
 */
public record MiniBatch(List<Sample> samples) {

    public MiniBatch {
        samples = List.copyOf(samples);
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("samples must hold at least one sample, got none");
        }
    }

    /** Number of samples. */
    public int size() {
        return samples.size();
    }

    /** The original features, in order. */
    public List<Features> original() {
        return samples.stream().map(Sample::original).toList();
    }

    /** The augmented features, in order. */
    public List<Features> augmented() {
        return samples.stream().map(Sample::features).toList();
    }
}
