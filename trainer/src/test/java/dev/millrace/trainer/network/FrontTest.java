package dev.millrace.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.sample.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontTest {

    private static final EmbeddingTable TABLE = new EmbeddingTable("colour", 10, 4, false);

    @Test
    void eachTableExchangesItsColumnForItsDimensions() {
        assertThat(new Front(Shape.of(5), List.of(TABLE, new EmbeddingTable("b", 2, 3, true))).output())
                .isEqualTo(Shape.of(3 + 4 + 3));
        assertThat(Front.none(Shape.of(1, 28, 28)).output()).isEqualTo(Shape.of(1, 28, 28));
    }

    @Test
    void tablesNeedAVectorWithAColumnForEach() {
        assertThatThrownBy(() -> new Front(Shape.of(2, 3), List.of(TABLE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("input must be a vector with a column for each of 1 tables, got shape [2, 3]");
        assertThatThrownBy(() -> new Front(Shape.of(1), List.of(TABLE, TABLE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTableHasRowsThatAFloatCanName() {
        assertThat((float) new EmbeddingTable("a", 16_777_215, 1, true).rows() + 1)
                .isEqualTo(16_777_216f);
        assertThatThrownBy(() -> new EmbeddingTable("a", 16_777_216, 1, true))
                .hasMessage("rows must be in [1, 16777215], got 16777216");
        assertThatThrownBy(() -> new EmbeddingTable("a", 0, 1, true)).hasMessageStartingWith("rows must be");
        assertThatThrownBy(() -> new EmbeddingTable("a", 1, 0, true))
                .hasMessage("dimensions must be at least 1, got 0");
    }
}
