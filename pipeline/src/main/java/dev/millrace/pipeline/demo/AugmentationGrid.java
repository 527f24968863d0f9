package dev.millrace.pipeline.demo;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.millrace.augment.Augmentation;
import dev.millrace.augment.Chain;
import dev.millrace.pipeline.dataset.LabelledImages;
import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Target;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * What the augmentations do: originals beside each technique alone and beside some results of the whole chain.
 *
 * @param lead a sentence to stand above
 * @param columns names of the columns: the original, the techniques, the chain
 * @param techniques how many of the columns are single techniques
 * @param rows one per image
 */
record AugmentationGrid(String lead, List<String> columns, int techniques, List<Row> rows) {

    private static final int CHAIN_COLUMNS = 4;
    private static final int MOST_TRIES = 50;

    /**
     * One image and its variants.
     *
     * @param label name of its class
     * @param images as data URIs, one per column
     */
    record Row(String label, List<String> images) {}

    /** A grid of one image of each class. */
    static AugmentationGrid of(LabelledImages images, List<Augmentation> links, long seed) {
        List<String> columns = new ArrayList<>();
        columns.add("original");
        links.forEach(link -> columns.add(name(link)));
        for (int i = 1; i <= CHAIN_COLUMNS; i++) {
            columns.add("chain " + i);
        }
        List<Row> rows = new ArrayList<>();
        for (int label = 0; label < FashionMnist.LABELS.size(); label++) {
            rows.add(row(images, firstOf(images, label), links, seed));
        }
        return new AugmentationGrid(
                "One image of each class: as it came, varied by each technique alone, and by the whole chain as "
                        + CHAIN_COLUMNS
                        + " different records would be. The model trains on what the chain makes, and is scored on originals.",
                List.copyOf(columns),
                links.size(),
                List.copyOf(rows));
    }

    private static Row row(LabelledImages images, int index, List<Augmentation> links, long seed) {
        List<String> cells = new ArrayList<>();
        byte[] original = images.pixels(index);
        cells.add(png(original, images));
        for (Augmentation link : links) {
            cells.add(png(visiblyVaried(images, index, new Chain(seed, List.of(link))), images));
        }
        for (int i = 0; i < CHAIN_COLUMNS; i++) {
            cells.add(png(varied(images, index, new Chain(seed, links), i), images));
        }
        return new Row(FashionMnist.LABELS.get(images.label(index)), List.copyOf(cells));
    }

    /** The first variant that differs: a technique that acts now and then is shown acting. */
    private static byte[] visiblyVaried(LabelledImages images, int index, Chain chain) {
        byte[] original = images.pixels(index);
        for (int position = 0; position < MOST_TRIES; position++) {
            byte[] varied = varied(images, index, chain, position);
            if (!Arrays.equals(original, varied)) {
                return varied;
            }
        }
        return original;
    }

    private static byte[] varied(LabelledImages images, int index, Chain chain, long position) {
        Sample sample = Sample.of(
                Origin.of("images", 0, position),
                Features.of("image", new Feature.Bytes(images.pixels(index), images.imageShape())),
                new Target.Label(images.label(index)));
        return ((Feature.Bytes) chain.apply(sample).features().get("image")).values();
    }

    private static int firstOf(LabelledImages images, int label) {
        int index = 0;
        while (images.label(index) != label) {
            index++;
        }
        return index;
    }

    /** The technique's name in YAML. */
    private static String name(Augmentation link) {
        JsonSubTypes names = Objects.requireNonNull(Augmentation.class.getAnnotation(JsonSubTypes.class));
        return Arrays.stream(names.value())
                .filter(type -> type.value().equals(link.getClass()))
                .map(JsonSubTypes.Type::name)
                .findFirst()
                .orElse(link.getClass().getSimpleName());
    }

    private static String png(byte[] pixels, LabelledImages images) {
        int height = images.imageShape().dimension(1);
        int width = images.imageShape().dimension(2);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, width, height, pixels);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // In memory: a cache file would want a shutdown hook, and an interrupted demo writes its report while the
        // process ends.
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(image, "png", stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(out.toByteArray());
    }
}
