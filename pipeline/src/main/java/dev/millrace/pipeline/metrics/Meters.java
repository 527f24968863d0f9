package dev.millrace.pipeline.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.DoubleSupplier;

/** Registers metrics of the catalogue, and nothing else. */
public final class Meters {

    private final MeterRegistry registry;

    /** Registers in {@code registry}, which the caller closes. */
    public Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Registers one series.
     *
     * @param value read at each scrape, by any thread; NaN as long as there is no number
     * @param tagValue one of the values of the metric's tag; none if it has no tag
     * @throws IllegalArgumentException if the catalogue has no such series of ours
     */
    public void register(Metric metric, DoubleSupplier value, String... tagValue) {
        Tags tags = tags(metric, tagValue);
        switch (metric.kind()) {
            case GAUGE ->
                Gauge.builder(metric.label(), value::getAsDouble).tags(tags).register(registry);
            // Micrometer refers to a counter's object only weakly, and one whose object is gone reads 0. This object
            // stays.
            case COUNTER ->
                FunctionCounter.builder(metric.label(), metric, any -> value.getAsDouble())
                        .tags(tags)
                        .register(registry);
        }
    }

    private static Tags tags(Metric metric, String... tagValue) {
        boolean fits = metric.scope() == MetricScope.TRAINER
                && metric.tag()
                        .map(tag -> tagValue.length == 1 && tag.possibleValues().contains(tagValue[0]))
                        .orElse(tagValue.length == 0);
        if (!fits) {
            throw new IllegalArgumentException(
                    metric + " must be one of ours, with a value of its tag, got " + String.join(", ", tagValue));
        }
        return metric.tag().map(tag -> Tags.of(tag.key(), tagValue[0])).orElse(Tags.empty());
    }
}
