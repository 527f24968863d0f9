package dev.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.trainer.LearnerState.Text;
import dev.millrace.trainer.encode.Scaled;
import dev.millrace.trainer.engine.EngineFingerprint;
import dev.millrace.trainer.network.LeNet;
import dev.millrace.trainer.network.Mlp;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnerIdentityTest {

    private static final EngineFingerprint HERE =
            new EngineFingerprint("MXNet", "1.9.1", 1, "GenuineIntel/avx2", "linux-x86_64");
    private static final LearnerIdentity OWN = new LearnerIdentity(
            new Mlp(List.of(12), false), Scaled.DEFAULT, List.of("left", "right"), "dense1/weight[12,4]", HERE);

    @Test
    void takesOverAStateOfItsOwnKind() {
        assertThatCode(() -> OWN.requireSame(saved(OWN))).doesNotThrowAnyException();
    }

    @Test
    void refusesAnotherNetwork() {
        assertRefused(
                new LearnerIdentity(new LeNet(6, 16), OWN.encode(), OWN.labels(), OWN.parameters(), HERE),
                "network was {\"type\":\"lenet\",\"filters1\":6,\"filters2\":16}, this configuration says {\"type\":\"mlp\"");
    }

    @Test
    void refusesAnotherEncoding() {
        assertRefused(
                new LearnerIdentity(OWN.network(), new Scaled(0.5, 2), OWN.labels(), OWN.parameters(), HERE),
                "encode was {\"type\":\"scaled\",\"mean\":0.5,\"standardDeviation\":2.0}");
    }

    @Test
    void refusesOtherLabelsOrTheSameInAnotherOrder() {
        assertRefused(
                new LearnerIdentity(OWN.network(), OWN.encode(), List.of("right", "left"), OWN.parameters(), HERE),
                "labels was [\"right\",\"left\"], this configuration says [\"left\",\"right\"]");
    }

    @Test
    void refusesParametersOfOtherShapes() {
        assertRefused(
                new LearnerIdentity(OWN.network(), OWN.encode(), OWN.labels(), "dense1/weight[12,9]", HERE),
                "parameters was \"dense1/weight[12,9]\"");
    }

    @Test
    void refusesAnotherEngine() {
        assertRefused(
                with(new EngineFingerprint("PyTorch", "2.7.1", 1, HERE.processor(), HERE.platform())),
                "the state was trained by PyTorch, this process runs MXNet");
    }

    @Test
    void refusesAnotherThreadSetting() {
        assertRefused(
                with(new EngineFingerprint("MXNet", "1.9.1", 2, HERE.processor(), HERE.platform())),
                "the state was trained with OMP_NUM_THREADS=2, this process has OMP_NUM_THREADS=1");
    }

    @Test
    void goesOnOnAnotherProcessor() {
        LearnerIdentity elsewhere =
                with(new EngineFingerprint("MXNet", "1.9.1", 1, "AuthenticAMD/avx512f", HERE.platform()));

        assertThatCode(() -> OWN.requireSame(saved(elsewhere))).doesNotThrowAnyException();
    }

    @Test
    void takesAKeyThatAnOlderReleaseDidNotWriteForItsDefault() {
        LearnerState.Builder older = new LearnerState.Builder();
        saved(OWN).sections().forEach((name, section) -> {
            Text shorter = new Text(1, "{\"type\":\"mlp\",\"hidden\":[12]}");
            older.add(name, name.equals("identity/network") ? shorter : section);
        });

        assertThatCode(() -> OWN.requireSame(older.build())).doesNotThrowAnyException();
    }

    private static LearnerIdentity with(EngineFingerprint fingerprint) {
        return new LearnerIdentity(OWN.network(), OWN.encode(), OWN.labels(), OWN.parameters(), fingerprint);
    }

    private static void assertRefused(LearnerIdentity other, String sentence) {
        assertThatThrownBy(() -> OWN.requireSame(saved(other)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(sentence);
    }

    private static LearnerState saved(LearnerIdentity identity) {
        LearnerState.Builder state = new LearnerState.Builder();
        identity.save(state);
        return state.build();
    }
}
