package dev.millrace.pipeline.demo;

import java.nio.file.Path;

/**
 * What to show.
 *
 * @param stream what is streamed
 * @param samples how many samples of it
 * @param directory for the broker's data, the job's state and the report
 * @param webPort of Flink's web UI; 0 for a free one
 */
public record DemoOptions(DemoStream stream, long samples, Path directory, int webPort) {

    /** @throws IllegalArgumentException if the stream does not have so many samples, or is too short to show something */
    public DemoOptions {
        stream.requireSamples(samples);
    }
}
