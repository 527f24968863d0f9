package dev.millrace.pipeline.metrics;

/** What a metric's numbers are. */
public enum MetricUnit {
    NUMBER,
    COUNT,
    RATIO,
    SECONDS,
    MILLISECONDS,
    MILLISECONDS_PER_SECOND,
    BYTES;

    /** {@code seconds}, {@code milliseconds per second}. */
    public String label() {
        return Metric.word(this).replace('-', ' ');
    }
}
