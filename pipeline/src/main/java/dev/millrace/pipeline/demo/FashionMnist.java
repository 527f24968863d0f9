package dev.millrace.pipeline.demo;

import dev.millrace.pipeline.dataset.Idx;
import dev.millrace.pipeline.dataset.LabelledImages;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The demo's images: 10,000 of Fashion-MNIST. The first {@link #STREAMED} are streamed, over and over; the model never trains on the
 * last {@link #HELD_OUT}.
 */
final class FashionMnist {

    static final int STREAMED = 8_000;
    static final int HELD_OUT = 2_000;
    static final List<String> LABELS = List.of(
            "T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot");

    private FashionMnist() {}

    /** All 10,000 images, from the class path. */
    static LabelledImages load() {
        return new LabelledImages(
                resource("fashion-mnist/t10k-images-idx3-ubyte.gz"),
                resource("fashion-mnist/t10k-labels-idx1-ubyte.gz"));
    }

    private static Idx resource(String name) {
        try (InputStream in = FashionMnist.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the class path");
            }
            return Idx.read(in, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
