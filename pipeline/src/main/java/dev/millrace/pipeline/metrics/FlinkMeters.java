package dev.millrace.pipeline.metrics;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Bridges Micrometer to Flink: whatever is registered here appears in a metric group, so that the reporters the cluster already
 * has, Prometheus among them, serve it.
 */
public final class FlinkMeters {

    /** The innermost group all of them stand in, so that each name a reporter shows ends in {@code millrace_loss}. */
    static final String GROUP = "millrace";

    private FlinkMeters() {}

    /**
     * A registry for the metrics of one run of a model, whose meters are gauges below {@code group}. Model, run and a meter's tags are groups with a
     * key, which reporters make labels of. The caller closes it.
     */
    public static MeterRegistry in(MetricGroup group, String model, String run) {
        MetricGroup labelled = group.addGroup(Metric.MODEL, model).addGroup(Metric.RUN, run);
        MeterRegistry registry = new SimpleMeterRegistry();
        registry.config().onMeterAdded(meter -> register(labelled, meter));
        return registry;
    }

    private static void register(MetricGroup group, Meter meter) {
        MetricGroup scope = group;
        for (Tag tag : meter.getId().getTags()) {
            scope = scope.addGroup(tag.getKey(), tag.getValue());
        }
        // All meters of the catalogue have one measurement.
        Measurement measurement = meter.measure().iterator().next();
        Gauge<Double> gauge = measurement::getValue;
        scope.addGroup(GROUP).gauge(meter.getId().getName(), gauge);
    }
}
