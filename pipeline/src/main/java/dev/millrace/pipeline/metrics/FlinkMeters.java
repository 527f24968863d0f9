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

    private FlinkMeters() {}

    /**
     * A registry whose meters are gauges of {@code group}, a tag becoming a subgroup with a key. A meter with several measurements
     * becomes several gauges, the statistic behind its name. The caller closes it.
     */
    public static MeterRegistry in(MetricGroup group) {
        MeterRegistry registry = new SimpleMeterRegistry();
        registry.config().onMeterAdded(meter -> register(group, meter));
        return registry;
    }

    private static void register(MetricGroup group, Meter meter) {
        MetricGroup scope = group;
        for (Tag tag : meter.getId().getTags()) {
            scope = scope.addGroup(tag.getKey(), tag.getValue());
        }
        Meter.Type type = meter.getId().getType();
        boolean single = type == Meter.Type.GAUGE || type == Meter.Type.COUNTER;
        for (Measurement measurement : meter.measure()) {
            String name = meter.getId().getName();
            Gauge<Double> gauge = measurement::getValue;
            scope.gauge(single ? name : name + "_" + measurement.getStatistic().getTagValueRepresentation(), gauge);
        }
    }
}
