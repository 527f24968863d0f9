package dev.millrace.augment;

import dev.millrace.sample.InputContract;
import dev.millrace.sample.Philox;
import dev.millrace.sample.Sample;
import java.io.Serializable;
import java.util.List;

/**
 * Augmentations in order, each on what the one before it made. Link {@code i} draws from {@code Philox.at(seed, origin, i)}, so what
 * becomes of a sample is a function of the seed, its origin and the chain, and of nothing that happened before.
 *
 * <p>Only labelled samples are varied: those are the ones that train. Predictions and scores are of the original features. Thread-safe.
 *
 * @param seed root of all randomness, {@code trainer.seed}
 * @param links may be none
 */
public record Chain(long seed, List<Augmentation> links) implements Serializable {

    public Chain {
        links = List.copyOf(links);
    }

    /**
     * Varies a sample; the same object if there is nothing to vary.
     *
     * @param sample left as it is
     * @throws IllegalArgumentException if a link cannot vary such a sample
     */
    public Sample apply(Sample sample) {
        if (!sample.isLabelled()) {
            return sample;
        }
        Sample varied = sample;
        for (int i = 0; i < links.size(); i++) {
            varied = links.get(i).apply(varied, Philox.at(seed, sample.origin(), i));
        }
        return varied;
    }

    /**
     * Checks every link.
     *
     * @throws IllegalArgumentException as {@link Augmentation#check}, of the first link that does not suit the samples
     */
    public void check(InputContract input) {
        links.forEach(link -> link.check(input));
    }
}
