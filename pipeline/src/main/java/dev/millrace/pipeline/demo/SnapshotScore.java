package dev.millrace.pipeline.demo;

import java.util.List;

/**
 * How a snapshot answered to the held-out images, as the subscriber's process reports it, one JSON object a line.
 *
 * @param version of the snapshot
 * @param step updates behind it
 * @param samples samples it was trained on
 * @param accuracy share of the held-out images answered right
 * @param logLoss mean negative log-likelihood
 * @param bytes size of the snapshot
 * @param delayMillis from its creation in the trainer to a whole model in the subscriber
 * @param confusion number of images by class (outer) and answer (inner)
 */
public record HoldoutScore(
        long version,
        long step,
        long samples,
        double accuracy,
        double logLoss,
        int bytes,
        long delayMillis,
        List<List<Integer>> confusion) {}
