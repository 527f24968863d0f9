package dev.millrace.pipeline.demo;

import java.nio.file.Path;

/**
 * What to show.
 *
 * @param samples number of images to stream, at least {@value #FEWEST}
 * @param directory for the broker's data, the job's state and the report
 * @param webPort of Flink's web UI; 0 for a free one
 */
public record DemoOptions(long samples, Path directory, int webPort) {

    /** A model needs some batches before there is something to show. */
    public static final long FEWEST = 1_000;

    static final int BATCH = 32;
    private static final int SNAPSHOTS = 10;
    private static final int WINDOWS = 60;
    private static final double WARM_UP = 0.05;

    public DemoOptions {
        if (samples < FEWEST) {
            throw new IllegalArgumentException("samples must be at least " + FEWEST + ", got " + samples);
        }
    }

    long steps() {
        return (samples + BATCH - 1) / BATCH;
    }

    long warmUpSteps() {
        return Math.max(1, Math.round(steps() * WARM_UP));
    }

    long snapshotSamples() {
        return samples / SNAPSHOTS;
    }

    long metricsSamples() {
        return Math.max(100, samples / WINDOWS);
    }
}
