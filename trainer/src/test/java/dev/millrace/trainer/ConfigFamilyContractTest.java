package dev.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.trainer.encode.Encoding;
import dev.millrace.trainer.initialize.Initializer;
import dev.millrace.trainer.network.Network;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every family of the configuration keeps to. */
class ConfigFamilyContractTest {

    static Stream<ConfigFamily<?>> families() {
        return Stream.of(Encoding.class, Initializer.class, Network.class).map(ConfigFamily::new);
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
