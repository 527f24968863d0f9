package dev.millrace.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativesTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64, MXNET",
        "Mac OS X, x86_64, osx-x86_64, MXNET",
        "Linux, aarch64, linux-aarch64, PYTORCH",
        "Mac OS X, arm64, osx-aarch64, PYTORCH"
    })
    void autoIsMxnetWhereItRunsAndPyTorchElsewhere(String osName, String osArch, String platform, Natives expected) {
        assertThat(Platform.of(osName, osArch)).hasToString(platform);
        assertThat(Natives.of(EngineChoice.AUTO, Platform.of(osName, osArch))).isEqualTo(expected);
    }

    @Test
    void aChosenEngineWithoutNativesHereSaysWhereItRunsAndWhatToSet() {
        assertThatThrownBy(() -> Natives.of(EngineChoice.MXNET, Platform.of("Linux", "aarch64")))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessage("MXNet has no native library for linux-aarch64, only for linux-x86_64, osx-x86_64;"
                        + " set trainer.engine to auto");
    }

    @Test
    void aPlatformThatNoEngineRunsOnIsSaid() {
        assertThatThrownBy(() -> Natives.of(EngineChoice.AUTO, Platform.of("Linux", "riscv64")))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessage("no engine has a native library for linux-riscv64; MXNet runs on linux-x86_64, osx-x86_64,"
                        + " PyTorch on linux-x86_64, linux-aarch64, osx-aarch64");
    }
}
