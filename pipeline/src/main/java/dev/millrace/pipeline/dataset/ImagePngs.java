package dev.millrace.pipeline.dataset;

import dev.millrace.pipeline.UserError;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Images for {@link dev.millrace.sample.decode.image.ImageFile}: grey PNG files of 8 bits that hold the pixels as they are, their class in the header that
 * it reads by default.
 *
 * @param images what to send
 * @param labels names of the classes, as they go into the header; empty for the numbers of the data set
 */
public record ImagePngs(LabelledImages images, List<String> labels) implements DataSet {

    private static final String HEADER = "label";

    /** @throws UserError if an image is of a class without a name */
    public ImagePngs {
        labels = List.copyOf(labels);
        int classes = images.classes();
        if (!labels.isEmpty() && labels.size() < classes) {
            throw new UserError("there must be a label for each of the %d classes of the images, got %d"
                    .formatted(classes, labels.size()));
        }
    }

    @Override
    public long size() {
        return images.size();
    }

    @Override
    public Stream<DataRecord> records(long from, long to) {
        return IntStream.range(Math.toIntExact(from), Math.toIntExact(to)).mapToObj(this::record);
    }

    private DataRecord record(int index) {
        int label = images.label(index);
        String name = labels.isEmpty() ? Integer.toString(label) : labels.get(label);
        return DataRecord.of(index, png(index), Map.of(HEADER, name.getBytes(StandardCharsets.UTF_8)));
    }

    private byte[] png(int index) {
        int height = images.imageShape().dimension(1);
        int width = images.imageShape().dimension(2);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, width, height, images.pixels(index));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }
}
