package dev.millrace.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.trainer.ConfigFamily;
import java.util.List;
import org.junit.jupiter.api.Test;

class MlpTest {

    private static final ConfigFamily<Network> NETWORKS = new ConfigFamily<>(Network.class);

    @Test
    void hasNoBatchNormByDefault() {
        assertThat(NETWORKS.parse("{type: mlp, hidden: [64]}")).isEqualTo(new Mlp(List.of(64), false));
    }

    @Test
    void mayBeLinear() {
        assertThat(NETWORKS.parse("{type: mlp, hidden: []}")).isEqualTo(new Mlp(List.of(), false));
    }

    @Test
    void mustSayItsLayers() {
        assertThatThrownBy(() -> NETWORKS.parse("{type: mlp}")).hasStackTraceContaining("hidden");
    }

    @Test
    void needsUnitsInEachLayer() {
        assertThatThrownBy(() -> new Mlp(List.of(64, 0), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hidden[1] must be at least 1, got 0");
    }
}
