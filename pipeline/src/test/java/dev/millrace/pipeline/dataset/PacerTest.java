package dev.millrace.pipeline.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacerTest {

    private final List<Long> slept = new ArrayList<>();
    private long now = 5_000_000_000L;

    @Test
    void spacesEventsEvenly() {
        Pacer pacer = pacer(4);
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            pacer.await();
            times.add(now);
        }
        assertThat(times).containsExactly(5_000_000_000L, 5_250_000_000L, 5_500_000_000L, 5_750_000_000L);
    }

    @Test
    void makesLostTimeGood() {
        Pacer pacer = pacer(10);
        pacer.await();
        now += 350_000_000L;
        for (int i = 0; i < 4; i++) {
            pacer.await();
        }
        assertThat(slept).containsExactly(50_000_000L);
    }

    @Test
    void neverWaitsWithoutARate() {
        Pacer pacer = pacer(0);
        for (int i = 0; i < 100; i++) {
            pacer.await();
        }
        assertThat(slept).isEmpty();
    }

    private Pacer pacer(double perSecond) {
        return new Pacer(perSecond, () -> now, nanos -> {
            slept.add(nanos);
            now += nanos;
        });
    }
}
