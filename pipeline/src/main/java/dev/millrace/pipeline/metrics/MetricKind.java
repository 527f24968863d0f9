package dev.millrace.pipeline.metrics;

/** How a metric behaves; Flink's reporter calls them all gauges. */
public enum MetricKind {
    /** Goes up and down. */
    GAUGE,
    /** Only grows, until its process or task is another one: to be seen through {@code rate} or {@code increase}. */
    COUNTER;

    /** {@code gauge}, {@code counter}. */
    public String label() {
        return Metric.word(this);
    }
}
