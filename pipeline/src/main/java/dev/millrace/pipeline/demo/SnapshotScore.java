package dev.millrace.pipeline.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a snapshot answered to the records it was tested on, as the subscriber's process reports it, one JSON object a line.
 *
 * @param version of the snapshot
 * @param step updates behind it
 * @param samples samples it was trained on
 * @param tested number of records it was tested on
 * @param accuracy share of them answered right; null if there were none
 * @param logLoss mean negative log-likelihood; null if there were none
 * @param bytes size of the snapshot
 * @param delayMillis from its creation in the trainer to a whole model in the subscriber
 * @param confusion number of records by class (outer) and answer (inner)
 */
public record SnapshotScore(
        long version,
        long step,
        long samples,
        int tested,
        @Nullable Double accuracy,
        @Nullable Double logLoss,
        int bytes,
        long delayMillis,
        List<List<Integer>> confusion) {}
