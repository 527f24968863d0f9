package dev.millrace.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorTest {

    @Test
    void isNamedByVendorAndWidestInstructions() {
        assertThat(Processor.name(List.of(
                        "processor\t: 0", "vendor_id\t: GenuineIntel", "flags\t\t: fpu sse4_2 avx avx2 fma", "")))
                .isEqualTo("GenuineIntel/avx2");
    }

    @Test
    void onArmByImplementerAndFeatures() {
        assertThat(Processor.name(List.of("Features\t: fp asimd sve", "CPU implementer\t: 0x41")))
                .isEqualTo("0x41/sve");
    }

    @Test
    void isUnknownWhereTheSystemTellsNoInstructions() {
        assertThat(Processor.name(List.of())).isEqualTo("unknown");
    }
}
