package dev.millrace.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.dataset.LabelledImages;
import dev.millrace.sample.Shape;
import org.junit.jupiter.api.Test;

class FashionMnistTest {

    @Test
    void holdsAThousandImagesOfEachOfTenClasses() {
        LabelledImages images = FashionMnist.load();
        assertThat(images.size()).isEqualTo(FashionMnist.STREAMED + FashionMnist.HELD_OUT);
        assertThat(images.imageShape()).isEqualTo(Shape.of(1, 28, 28));
        int[] counts = new int[FashionMnist.LABELS.size()];
        for (int i = 0; i < images.size(); i++) {
            counts[images.label(i)]++;
        }
        assertThat(counts).containsOnly(1_000);
    }
}
