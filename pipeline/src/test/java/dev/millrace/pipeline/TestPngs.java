package dev.millrace.pipeline;

import dev.millrace.pipeline.dataset.DataRecord;
import dev.millrace.pipeline.dataset.Idx;
import dev.millrace.pipeline.dataset.ImagePngs;
import dev.millrace.pipeline.dataset.LabelledImages;
import dev.millrace.sample.Shape;
import dev.millrace.sample.decode.image.ImageFile;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** PNG files for integration tests, their label in a header: the brighter, the higher the class. */
final class TestPngs {

    private static final int SIZE = 6;
    private static final List<String> LABELS = List.of("low", "middle", "high");

    static final ImageFile DECODER = ImageFile.of(null, Shape.of(1, SIZE, SIZE), null, null, LABELS, null, null, null);

    private TestPngs() {}

    /** Labelled images; from one seed always the same. */
    static Stream<DataRecord> records(int count, long seed) {
        Random random = new Random(seed);
        byte[] labels = new byte[count];
        byte[] pixels = new byte[count * SIZE * SIZE];
        for (int i = 0; i < pixels.length; i++) {
            int image = i / (SIZE * SIZE);
            if (i % (SIZE * SIZE) == 0) {
                labels[image] = (byte) random.nextInt(LABELS.size());
            }
            pixels[i] = (byte) (40 * labels[image] + random.nextInt(160));
        }
        LabelledImages images =
                new LabelledImages(new Idx(Shape.of(count, SIZE, SIZE), pixels), new Idx(Shape.of(count), labels));
        return new ImagePngs(images, LABELS).records(0, count);
    }
}
