package dev.millrace.pipeline.init;

import dev.millrace.sample.Shape;

/** What trains, as commented YAML below {@code trainer:}. Chosen once for each kind of record, not for a data set. */
final class TrainingText {

    /** What one core does in single steps, roughly, broker and job included. */
    private static final double STEPS_PER_SECOND = 2_000;

    /** A category is alone in its column most of the time if there are eight times as many columns. */
    private static final int COLUMNS_PER_NAME = 8;

    private static final int DEFAULT_BUCKETS = 32;
    private static final int SMALLEST_FOR_LENET = 12;

    private TrainingText() {}

    /** @param mostNames the most names that one of the categories has; 0 without categories */
    static ConfigLines ofTable(int mostNames, ArrivalRate rate) {
        ConfigLines lines = new ConfigLines();
        lines.note("Numbers are standardised by mean and deviation of the stream so far, and clipped at 5 deviations.");
        lines.add("encode: {type: tabular}");
        if (COLUMNS_PER_NAME * mostNames > DEFAULT_BUCKETS) {
            lines.note(Phrase.of(
                    "Categories share %d columns by their hash; a field here has %,d names, which more columns tell apart better.",
                    DEFAULT_BUCKETS, mostNames));
            lines.option(
                    Phrase.of(
                            "encode: {type: tabular, categories: {type: one-hot, buckets: %d}}",
                            powerOfTwoFrom(COLUMNS_PER_NAME * mostNames)),
                    "");
        }
        lines.add("network: {type: mlp, hidden: [64]}");
        lines.note(
                "One record a step: each is learnt from before the next is predicted. On a stream whose labels change slowly a batch is a delay, and costs accuracy.");
        lines.note(rateNote(rate));
        lines.add("batch: {size: 1}");
        lines.option("batch: {size: 8}", "several times as many records a second");
        lines.note(
                "Adam without its memory of gradients (beta1), which would be yesterday's too; its step per weight needs no tuning of the rate."
                        + " A constant rate never stops following the stream.");
        lines.add("optimizer: {type: adam, beta1: 0}");
        lines.add("learningRate: {type: constant, rate: 3e-3}");
        lines.note("The gradient is cut to this length, so that no odd record counts beyond measure.");
        lines.add("clip: [{type: global-norm, max: 1}]");
        return lines;
    }

    private static String rateNote(ArrivalRate rate) {
        if (!rate.isKnown()) {
            return Phrase.of("If more than %,.0f records come in a second, a larger batch keeps up.", STEPS_PER_SECOND);
        }
        return rate.recordsPerSecond() < STEPS_PER_SECOND
                ? Phrase.of(
                        "By their timestamps %s records a second came; one step for each keeps up with %,.0f.",
                        rate, STEPS_PER_SECOND)
                : Phrase.of(
                        "By their timestamps %s records a second came, and one step for each keeps up with %,.0f: take the larger batch.",
                        rate, STEPS_PER_SECOND);
    }

    /**
     * For pixels, {@code [channels, height, width]}.
     *
     * @param values their mean and deviation
     */
    static ConfigLines ofImages(Shape shape, Moments values) {
        ConfigLines lines = new ConfigLines();
        lines.note("Mean and deviation of the sample's pixels, after their division by 255.");
        lines.add(Phrase.of(
                "encode: {type: scaled, mean: %s, standardDeviation: %s}", values.mean(), values.deviation()));
        int side = Math.min(shape.dimension(1), shape.dimension(2));
        if (side >= SMALLEST_FOR_LENET) {
            lines.add("network: {type: lenet}");
        } else {
            lines.add("network: {type: mlp, hidden: [64]}", "too small for lenet");
        }
        lines.add("batch: {size: 32}");
        lines.add("optimizer: {type: adam}");
        lines.add("learningRate: {type: constant, rate: 1e-3}");
        lines.add("clip: [{type: global-norm, max: 1}]");
        return lines;
    }

    /** For vectors of floats, whose parts are not scaled one by one. */
    static ConfigLines ofVectors(Moments values) {
        ConfigLines lines = new ConfigLines();
        lines.note(
                "Mean and deviation of all of the sample's elements together; elements of different size are better scaled before they are sent.");
        lines.add(Phrase.of(
                "encode: {type: scaled, mean: %s, standardDeviation: %s}", values.mean(), values.deviation()));
        lines.add("network: {type: mlp, hidden: [64]}");
        lines.add("batch: {size: 1}", "see docs/config.md; larger ones for fast topics");
        lines.add("optimizer: {type: adam, beta1: 0}");
        lines.add("learningRate: {type: constant, rate: 3e-3}");
        lines.add("clip: [{type: global-norm, max: 1}]");
        return lines;
    }

    private static int powerOfTwoFrom(int least) {
        return Math.max(DEFAULT_BUCKETS, Integer.highestOneBit(Math.min(least, 1 << 15) * 2 - 1));
    }
}
