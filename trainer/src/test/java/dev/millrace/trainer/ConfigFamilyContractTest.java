package dev.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.trainer.clip.Clip;
import dev.millrace.trainer.encode.Categories;
import dev.millrace.trainer.encode.Encoding;
import dev.millrace.trainer.initialize.Initializer;
import dev.millrace.trainer.loss.ClassWeights;
import dev.millrace.trainer.loss.Loss;
import dev.millrace.trainer.network.Network;
import dev.millrace.trainer.optimize.Optimizer;
import dev.millrace.trainer.rate.LearningRate;
import dev.millrace.trainer.regularize.Decay;
import dev.millrace.trainer.regularize.Penalty;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every family of the configuration keeps to. */
class ConfigFamilyContractTest {

    static Stream<ConfigFamily<?>> families() {
        return Stream.of(
                        Categories.class,
                        ClassWeights.class,
                        Clip.class,
                        Decay.class,
                        Encoding.class,
                        Initializer.class,
                        LearningRate.class,
                        Loss.class,
                        Network.class,
                        Optimizer.class,
                        Penalty.class)
                .map(ConfigFamily::new);
    }

    @ParameterizedTest
    @MethodSource("families")
    void yamlKnowsEveryMember(ConfigFamily<?> family) {
        assertThat(family.namedMembers()).containsExactlyInAnyOrderElementsOf(family.members());
    }

    @ParameterizedTest
    @MethodSource("families")
    <T> void theExampleOfEveryMembersJavadocParses(ConfigFamily<T> family) throws IOException {
        for (Class<? extends T> member : family.members()) {
            T example = family.example(member);
            assertThat(example).isInstanceOf(member);
            assertThat(family.writtenAndRead(example)).isEqualTo(example);
        }
    }
}
