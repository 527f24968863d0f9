package dev.millrace.bench.pipeline;

/**
 * How many samples a process trains on: first to warm up, then in rounds of which each is measured by itself.
 *
 * @param warmUp samples before the first round
 * @param measured samples of a round
 * @param rounds number of rounds
 */
record Plan(long warmUp, long measured, int rounds) {

    Plan {
        requireBatches("warmUp", warmUp);
        requireBatches("measured", measured);
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds must be at least 1, got " + rounds);
        }
    }

    private static void requireBatches(String name, long samples) {
        if (samples < 1 || samples % Case.BATCH != 0) {
            throw new IllegalArgumentException(
                    name + " must be a positive multiple of " + Case.BATCH + ", got " + samples);
        }
    }

    /** The plan that {@link #text} wrote. */
    static Plan parse(String text) {
        String[] numbers = text.split(",", -1);
        return new Plan(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Integer.parseInt(numbers[2]));
    }

    String text() {
        return warmUp + "," + measured + "," + rounds;
    }

    /** All samples. */
    long end() {
        return warmUp + rounds * measured;
    }

    /** Where the next round begins or ends, at {@code position} or after; never after the last. */
    long boundary(long position) {
        if (position > end()) {
            return Long.MAX_VALUE;
        }
        long round = Math.max(0, (position - warmUp + measured - 1) / measured);
        return warmUp + round * measured;
    }

    /** A plan so many times as short. */
    Plan dividedBy(int times) {
        return new Plan(inBatches(warmUp / times), inBatches(measured / times), rounds);
    }

    private static long inBatches(long samples) {
        return Math.max(1, samples / Case.BATCH) * Case.BATCH;
    }
}
