package dev.millrace.sample;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/**
 * A counter-based random generator, Philox4x32-10: its numbers are a pure function of a key and a counter, so whoever knows (seed,
 * position) draws the same numbers in any process, in any order, after any restart. It replaces generators whose state would
 * have to be saved.
 *
 * <p>The 64-bit key is the seed; the 128-bit counter is the position (96 bits, given by the caller) and the number of the draw (32 bits). Not
 * thread-safe.
 *
 * <p>Salmon, Moraes, Dror, Shaw: Parallel Random Numbers: As Easy as 1, 2, 3. SC 2011.
 */
public final class Philox implements RandomGenerator {

    private static final int MULTIPLIER_0 = 0xD2511F53;
    private static final int MULTIPLIER_1 = 0xCD9E8D57;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final int ROUNDS = 10;

    private final int key0;
    private final int key1;
    private final int position0;
    private final int position1;
    private final int position2;
    private final int[] block = new int[4];
    private int draws;
    private int used = 4;

    /**
     * The stream of numbers at a position.
     *
     * @param seed the key
     * @param position the larger part of the position: an offset, or a step
     * @param place the smaller part: a split, a layer, a place in a chain
     */
    public Philox(long seed, long position, int place) {
        this.key0 = (int) seed;
        this.key1 = (int) (seed >>> 32);
        this.position0 = (int) position;
        this.position1 = (int) (position >>> 32);
        this.position2 = place;
    }

    /**
     * The numbers that belong to one sample at one place of a chain: a function of (seed, source, split, position, place) alone.
     *
     * @param place which consumer of randomness draws, so that two of them do not see the same numbers
     */
    public static Philox at(long seed, Origin origin, int place) {
        long key = mix(seed ^ mix(hash(origin.source()) + origin.split()));
        return new Philox(key, origin.position(), place);
    }

    @Override
    public int nextInt() {
        if (used == 4) {
            fill();
        }
        return block[used++];
    }

    @Override
    public long nextLong() {
        long high = nextInt();
        return (high << 32) | (nextInt() & 0xFFFFFFFFL);
    }

    private void fill() {
        generate(draws++, position0, position1, position2, key0, key1, block);
        used = 0;
    }

    /** The function itself: ten rounds over a counter of four words, under a key of two, into four words. */
    static void generate(int c0, int c1, int c2, int c3, int k0, int k1, int[] block) {
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = (MULTIPLIER_0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
            long product1 = (MULTIPLIER_1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
            c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
            c1 = (int) product1;
            c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
            c3 = (int) product0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        block[0] = c0;
        block[1] = c1;
        block[2] = c2;
        block[3] = c3;
    }

    /** FNV-1a over UTF-8, 64 bits: stable over processes and releases, unlike {@link String#hashCode()} by contract of ours. */
    private static long hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
        }
        return hash;
    }

    /** The finaliser of SplitMix64. */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
