package dev.millrace.bench.pipeline;

/**
 * The part of a run that is measured.
 *
 * @param begin samples before it, which warm up compilers and caches
 * @param end samples at its end
 */
record Span(long begin, long end) {

    Span {
        if (begin < 1 || end <= begin) {
            throw new IllegalArgumentException(
                    "a span must begin at 1 or later and end after, got " + begin + " to " + end);
        }
    }

    long samples() {
        return end - begin;
    }

    /** A span so many times as short, in whole batches. */
    Span dividedBy(int times) {
        return new Span(wholeBatches(begin / times), wholeBatches(begin / times) + wholeBatches(samples() / times));
    }

    private static long wholeBatches(long samples) {
        return Math.max(1, samples / Case.BATCH) * Case.BATCH;
    }
}
