package dev.millrace.pipeline.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.UserError;
import dev.millrace.sample.Shape;
import org.junit.jupiter.api.Test;

class LabelledImagesTest {

    private static final Idx IMAGES = new Idx(Shape.of(2, 1, 3), new byte[] {1, 2, 3, 4, 5, (byte) 255});
    private static final Idx LABELS = new Idx(Shape.of(2), new byte[] {7, 9});

    @Test
    void pairsEachImageWithItsLabel() {
        LabelledImages pairs = new LabelledImages(IMAGES, LABELS);
        assertThat(pairs.size()).isEqualTo(2);
        assertThat(pairs.imageShape()).isEqualTo(Shape.of(1, 1, 3));
        assertThat(pairs.label(1)).isEqualTo(9);
        assertThat(pairs.pixels(1)).containsExactly(4, 5, 255);
        assertThat(pairs.labelledRecord(1)).containsExactly(9, 4, 5, 255);
    }

    @Test
    void refusesFilesThatDoNotBelongTogether() {
        assertRefused(IMAGES, new Idx(Shape.of(3), new byte[3]), "got 3 labels for 2 images");
        assertRefused(LABELS, LABELS, "images must have the shape");
        assertRefused(IMAGES, IMAGES, "labels must have the shape");
    }

    private static void assertRefused(Idx images, Idx labels, String sentence) {
        assertThatThrownBy(() -> new LabelledImages(images, labels))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(sentence);
    }
}
