package dev.millrace.pipeline.init;

import static dev.millrace.pipeline.init.Samples.bytes;
import static dev.millrace.pipeline.init.Samples.load;
import static dev.millrace.pipeline.init.Samples.propose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.UserError;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Shape;
import dev.millrace.sample.decode.SourceRecord;
import dev.millrace.sample.decode.image.ImageFile;
import dev.millrace.sample.decode.image.ImageFile.LabelPlace;
import dev.millrace.trainer.network.LeNet;
import dev.millrace.trainer.network.Mlp;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ImageInferenceTest {

    private static final int GREY = BufferedImage.TYPE_BYTE_GRAY;
    private static final int COLOUR = BufferedImage.TYPE_3BYTE_BGR;

    @Test
    void readsTheLabelFromItsHeader() {
        Proposal proposal = propose(sample(
                40,
                i -> record(
                        i,
                        image(20, 30, GREY, "png", i),
                        "k" + i,
                        Map.of("label", bytes(i % 2 == 0 ? "cat" : "dog")))));

        assertThat(proposal.decoder())
                .isEqualTo(ImageFile.of(
                        null,
                        Shape.of(1, 30, 20),
                        LabelPlace.HEADER,
                        "label",
                        List.of("cat", "dog"),
                        null,
                        null,
                        null));
        assertThat(load(proposal).trainer().network()).isInstanceOf(LeNet.class);
        assertThat(String.join("\n", proposal.report()))
                .contains("size           20 × 30 pixels, grey")
                .contains("label          the header label, by its name: 2 classes, 20 times cat, 20 times dog")
                .contains("decoded        all 40 records");
        assertLoadsAsInferred(proposal);
    }

    @Test
    void readsTheLabelFromTheKeyWhereNoHeaderHasIt() {
        Proposal proposal = propose(sample(
                40, i -> record(i, image(8, 8, COLOUR, "jpg", i), i % 4 == 0 ? "worn" : "fine", Map.of())));

        assertThat(proposal.decoder())
                .isEqualTo(ImageFile.of(
                        null, Shape.of(3, 8, 8), LabelPlace.KEY, null, List.of("fine", "worn"), null, null, null));
        assertThat(load(proposal).trainer().network()).isEqualTo(new Mlp(List.of(64), false));
        assertLoadsAsInferred(proposal);
    }

    @Test
    void takesTheOnlyHeaderOfFewValues() {
        Proposal proposal = propose(sample(
                40,
                i -> record(
                        i,
                        image(16, 16, GREY, "png", i),
                        "" + i,
                        Map.of("id", bytes("" + i), "kind", bytes("" + i % 2)))));

        assertThat(((ImageFile) proposal.decoder()).header()).isEqualTo("kind");
        assertLoadsAsInferred(proposal);
    }

    @Test
    void leavesTheLabelOpenAndNamesTheHeaders() {
        Proposal proposal = propose(sample(
                40, i -> record(i, image(16, 16, GREY, "png", i), "" + i, Map.of("camera", bytes("c" + i)))));

        assertThat(proposal.isComplete()).isFalse();
        assertThat(String.join("\n", proposal.report()))
                .contains(
                        "the label: no record has a header label, but camera; say which header it is with --label HEADER");
    }

    @Test
    void takesColourWhereSomeImagesHaveIt() {
        Proposal proposal = propose(sample(
                40, i -> record(i, image(16, 16, i == 3 ? COLOUR : GREY, "png", i), "k" + i % 2, Map.of())));

        assertThat(((ImageFile) proposal.decoder()).shape()).isEqualTo(Shape.of(3, 16, 16));
    }

    @Test
    void resizesWhatDiffersInSize() {
        Proposal proposal = propose(sample(
                40, i -> record(i, image(i < 15 ? 30 : 16 + i, 20, GREY, "png", i), "k" + i % 2, Map.of())));

        ImageFile decoder = (ImageFile) proposal.decoder();
        assertThat(decoder.shape()).isEqualTo(Shape.of(1, 20, 30));
        assertThat(decoder.resize()).isTrue();
        assertThat(String.join("\n", proposal.report()))
                .contains("size           26 different sizes, grey; resized to 30 × 20")
                .contains("decoded        all 40 records");
        assertLoadsAsInferred(proposal);
    }

    @Test
    void resizesWhatIsLargeForLeNet() {
        Proposal proposal =
                propose(sample(20, i -> record(i, image(640, 400, COLOUR, "jpg", i), "k" + i % 2, Map.of())));

        assertThat(((ImageFile) proposal.decoder()).shape()).isEqualTo(Shape.of(3, 40, 64));
        assertThat(String.join("\n", proposal.report())).contains("640 × 400 pixels, in colour; resized to 64 × 40");
        assertLoadsAsInferred(proposal);
    }

    @Test
    void saysThatNoFileIsWhole() {
        byte[] part = Arrays.copyOf(image(16, 16, GREY, "png", 1), 40);
        assertThatThrownBy(() -> propose(sample(20, i -> record(i, part, "k" + i % 2, Map.of()))))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("none of the 20 images is a whole file");
    }

    private static TopicSample sample(int count, IntFunction<SourceRecord> record) {
        return new TopicSample(
                "topic", 1, IntStream.range(0, count).mapToObj(record).toList(), true);
    }

    private static SourceRecord record(int i, byte[] value, String key, Map<String, byte[]> headers) {
        return new SourceRecord(new Origin("topic", 0, i, bytes(key), 0), value, headers);
    }

    private static byte[] image(int width, int height, int type, String format, int seed) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int x = 0; x < width; x++) {
            image.setRGB(x, x % height, 0x010203 * (seed % 50) + x);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void assertLoadsAsInferred(Proposal proposal) {
        assertThat(load(proposal).source().decoder()).isEqualTo(proposal.decoder());
    }
}
