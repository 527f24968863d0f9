package dev.millrace.trainer.evaluate;

import dev.millrace.sample.Origin;
import dev.millrace.sample.Philox;

/**
 * Chooses the samples to score: a share of them, by a hash of seed and origin, so that a replayed record is scored or left out as it was
 * the first time.
 *
 * @param seed root of the choice
 * @param share share to score, in (0, 1]
 */
public record ScoredShare(long seed, double share) {

    /** Apart from the places of an augmentation chain, which count from 0. */
    private static final int PLACE = -1;

    /** Whether a sample of this origin is scored. */
    public boolean includes(Origin origin) {
        return share >= 1 || (Philox.at(seed, origin, PLACE).nextInt() >>> 8) * 0x1p-24 < share;
    }
}
