package dev.millrace.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class EngineFingerprintTest {

    private static final EngineFingerprint SAVED =
            new EngineFingerprint("MXNet", "1.9.0", 1, "AuthenticAMD/avx512f", "linux-x86_64");

    @Test
    void itsTextIsReadBack() {
        assertThat(SAVED.text()).isEqualTo("MXNet; 1.9.0; 1; AuthenticAMD/avx512f; linux-x86_64");
        assertThat(EngineFingerprint.parse(SAVED.text())).isEqualTo(SAVED);
    }

    @Test
    void anotherTextIsRefused() {
        assertThatThrownBy(() -> EngineFingerprint.parse("MXNet; 1.9.0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MXNet; 1.9.0");
    }

    @Test
    void trainingDoesNotGoOnUnderAnotherEngine() {
        EngineFingerprint now = new EngineFingerprint("PyTorch", "2.7.1", 1, "AuthenticAMD/avx512f", "linux-x86_64");
        assertThatThrownBy(() -> now.requireSameEngine(SAVED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the state was trained by MXNet, this process runs PyTorch; set trainer.engine to mxnet or"
                        + " start a fresh run");
    }

    @Test
    void trainingDoesNotGoOnUnderAnotherNumberOfThreads() {
        EngineFingerprint now = new EngineFingerprint("MXNet", "1.9.0", 2, "AuthenticAMD/avx512f", "linux-x86_64");
        assertThatThrownBy(() -> now.requireSameEngine(SAVED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the state was trained with OMP_NUM_THREADS=1, this process has OMP_NUM_THREADS=2; start it"
                        + " with 1 or start a fresh run");
    }

    @Test
    void anotherProcessorIsADifferenceButNoHindrance() {
        EngineFingerprint now = new EngineFingerprint("MXNet", "1.9.0", 1, "GenuineIntel/avx2", "linux-x86_64");
        assertThatCode(() -> now.requireSameEngine(SAVED)).doesNotThrowAnyException();
        assertThat(now.differences(SAVED))
                .isEqualTo(List.of("processor was AuthenticAMD/avx512f, is GenuineIntel/avx2"));
        assertThat(SAVED.differences(SAVED)).isEmpty();
    }
}
