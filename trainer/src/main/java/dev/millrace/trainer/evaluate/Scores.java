package dev.millrace.trainer.evaluate;

/**
 * Prequential scores: of samples tested before they trained. Rates are in [0, 1]; NaN where nothing was scored yet.
 *
 * @param scored number of samples scored
 * @param cumulative over all of them
 * @param window over the most recent {@code evaluate.window} of them
 * @param fading with exponentially fading weights, {@code evaluate.fading} per sample
 */
public record Scores(long scored, Score cumulative, Score window, Score fading) {

    /**
     * One view of the scored samples.
     *
     * @param accuracy share predicted right
     * @param logLoss mean negative log-likelihood, natural logarithm
     * @param noChangeAccuracy share that "the label before this one" would have got right: the floor of a stream that changes slowly
     * @param majorityAccuracy share that "the most frequent label so far" would have got right: the floor of an unbalanced one
     */
    public record Score(double accuracy, double logLoss, double noChangeAccuracy, double majorityAccuracy) {}
}
