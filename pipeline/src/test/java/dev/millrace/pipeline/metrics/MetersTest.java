package dev.millrace.pipeline.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MetersTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Meters meters = new Meters(registry);

    @Test
    void registersASeriesUnderItsNameAndTag() {
        meters.register(Metric.SAMPLES, () -> 7, "trained");
        meters.register(Metric.LOSS, () -> 0.5);

        assertThat(registry.get("samples_total")
                        .tag("fate", "trained")
                        .functionCounter()
                        .count())
                .isEqualTo(7);
        assertThat(registry.get("loss").gauge().value()).isEqualTo(0.5);
    }

    @Test
    void goesOnCountingAfterAGarbageCollection() {
        AtomicLong counted = new AtomicLong();
        meters.register(Metric.STEPS, counted::get);
        System.gc();
        counted.set(7);

        assertThat(registry.get("steps_total").functionCounter().count()).isEqualTo(7);
    }

    @Test
    void refusesWhatTheCatalogueDoesNotHave() {
        assertRefused(Metric.SAMPLES, "lost");
        assertRefused(Metric.SAMPLES);
        assertRefused(Metric.LOSS, "trained");
        assertRefused(Metric.RESTARTS);
        assertThat(registry.getMeters()).isEmpty();
    }

    private void assertRefused(Metric metric, String... tagValue) {
        assertThatThrownBy(() -> meters.register(metric, () -> 1, tagValue))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(metric + " must be one of ours");
    }
}
