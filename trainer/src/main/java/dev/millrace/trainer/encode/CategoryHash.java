package dev.millrace.trainer.encode;

import java.nio.charset.StandardCharsets;

/**
 * The buckets of one feature's categories: a function of the feature's name, the category and the number of buckets, the same in every
 * process and release, which readers of snapshots in other languages repeat.
 *
 * <pre>
 * hash   = FNV-1a, 64 bits, over the UTF-8 of the feature's name, one byte 0xFF, the UTF-8 of the category
 * hash   = (hash ^ hash >>> 30) * 0xBF58476D1CE4E5B9
 * hash   = (hash ^ hash >>> 27) * 0x94D049BB133111EB
 * hash   =  hash ^ hash >>> 31
 * bucket = hash mod buckets, unsigned
 * </pre>
 *
 * The name is the salt: a category of two features collides with others in each. No UTF-8 has the byte 0xFF, so that no two pairs of name and
 * category give the same bytes. An unpaired surrogate counts as {@code ?}.
 *
 * <p>[1] Fowler, Noll, Vo, Eastlake: The FNV Non-Cryptographic Hash Algorithm. [2] Steele, Lea, Flood: Fast Splittable Pseudorandom Number
 * Generators. OOPSLA 2014; the finaliser, because the low bits of FNV mix too little for short names.
 */
final class CategoryHash {

    private static final long OFFSET_BASIS = 0xCBF29CE484222325L;
    private static final long PRIME = 0x100000001B3L;
    private static final int SEPARATOR = 0xFF;

    private final long ofName;
    private final int buckets;

    /**
     * The hash of a feature.
     *
     * @param buckets at least 1
     */
    CategoryHash(String feature, int buckets) {
        this.ofName = next(hash(OFFSET_BASIS, feature), SEPARATOR);
        this.buckets = buckets;
    }

    /** The bucket of a category, in {@code [0, buckets)}. */
    int bucket(String category) {
        return (int) Long.remainderUnsigned(mix(hash(ofName, category)), buckets);
    }

    private static long hash(long start, String text) {
        long hash = start;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = next(hash, b & 0xFF);
        }
        return hash;
    }

    private static long next(long hash, int value) {
        return (hash ^ value) * PRIME;
    }

    private static long mix(long hash) {
        long mixed = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
