package dev.millrace.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.publish.Publication.Header;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OutputKeyTest {

    @Test
    void keepsAKeyThatFits() {
        byte[] key = new byte[OutputKey.MAX_BYTES];

        assertThat(OutputKey.of(key).bytes()).isSameAs(key);
        assertThat(OutputKey.of(key).headers()).isEmpty();
        assertThat(OutputKey.of(null).bytes()).isNull();
    }

    @Test
    void cutsALongerOneAndTellsOfTheWhole() {
        byte[] key = new byte[OutputKey.MAX_BYTES + 1];
        Arrays.fill(key, (byte) 'a');

        OutputKey cut = OutputKey.of(key);
        assertThat(cut.bytes()).isEqualTo(Arrays.copyOf(key, OutputKey.MAX_BYTES));
        assertThat(cut.headers()).extracting(Header::name).containsExactly("key-length", "key-sha256");
        // head -c 32769 /dev/zero | tr '\0' a | sha256sum
        assertThat(cut.headers())
                .extracting(header -> new String(header.value(), StandardCharsets.UTF_8))
                .containsExactly("32769", "94c9394bd6ee8fcad7b37332529186fd12354dc39b0109db7e1bce510e25048d");
    }
}
