package dev.millrace.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.publish.Publication;
import dev.millrace.pipeline.publish.Publication.Header;
import dev.millrace.pipeline.publish.SequenceHeader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SequencesTest {

    private static final Header OWN = new Header("version", new byte[] {7});

    @Test
    void numbersEachTopicByItselfFromOne() {
        Sequences sequences = new Sequences(Map.of());

        assertThat(number(sequences, "snapshots")).isEqualTo(1);
        assertThat(number(sequences, "snapshots")).isEqualTo(2);
        assertThat(number(sequences, "metrics")).isEqualTo(1);
        assertThat(sequences.last()).isEqualTo(Map.of("snapshots", 2L, "metrics", 1L));
    }

    @Test
    void goesOnAfterTheLastNumber() {
        Sequences sequences = new Sequences(Map.of("metrics", 41L));

        assertThat(sequences.next("metrics")).isEqualTo(42);
        assertThat(number(sequences, "metrics")).isEqualTo(42);
    }

    @Test
    void keepsTheOtherHeaders() {
        Publication numbered = new Sequences(Map.of()).number(new Publication("t", 0, null, List.of(OWN), null));

        assertThat(numbered.headers()).extracting(Header::name).containsExactly("version", SequenceHeader.NAME);
        assertThat(numbered.headers().get(0)).isSameAs(OWN);
    }

    private static long number(Sequences sequences, String topic) {
        Publication numbered = sequences.number(new Publication(topic, 0, null, List.of(), null));
        return SequenceHeader.read(numbered.headers().get(0).value());
    }
}
