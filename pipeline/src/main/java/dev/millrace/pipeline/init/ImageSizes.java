package dev.millrace.pipeline.init;

import dev.millrace.pipeline.UserError;
import dev.millrace.sample.Shape;
import dev.millrace.sample.decode.SourceRecord;
import dev.millrace.sample.decode.image.ImageFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The size that a network gets images in: their own if it is small and nearly all have it, else one that they are brought to.
 *
 * @param shape {@code [channels, height, width]}, with as many channels as the most colourful image has
 * @param isResized whether images are brought to it
 * @param mostPixels height × width of the largest image
 * @param why what speaks for it, a part of a sentence
 */
record ImageSizes(Shape shape, boolean isResized, int mostPixels, String why) {

    /** LeNet is made for images of some 30 pixels: of larger ones, most of its weights are in one layer, and a step is slow. */
    private static final int LARGEST_SIDE = 64;

    private static final int MOST_PIXELS = 64 << 20;

    /** @throws UserError if no file says its size */
    static ImageSizes of(List<SourceRecord> files) {
        List<Shape> shapes = new ArrayList<>();
        Map<String, List<Shape>> bySize = new LinkedHashMap<>();
        for (SourceRecord file : files) {
            byte[] value = file.value();
            if (value != null) {
                ImageFile.shapeOf(value).filter(ImageSizes::isReasonable).ifPresent(shapes::add);
            }
        }
        if (shapes.isEmpty()) {
            throw new UserError(Phrase.of(
                    "none of the %,d images is a whole file; send each as its file has it, from the first byte to the last",
                    files.size()));
        }
        shapes.forEach(shape ->
                bySize.computeIfAbsent(text(shape), size -> new ArrayList<>()).add(shape));
        List<Shape> frequent = bySize.values().stream()
                .max((a, b) -> Integer.compare(a.size(), b.size()))
                .orElseThrow();
        int channels =
                shapes.stream().mapToInt(shape -> shape.dimension(0)).max().orElseThrow();
        int mostPixels = shapes.stream()
                .mapToInt(shape -> Math.multiplyExact(shape.dimension(1), shape.dimension(2)))
                .max()
                .orElseThrow();
        boolean isAgreed = frequent.size() >= Survey.AGREEMENT * shapes.size();
        Shape own = frequent.get(0);
        Shape shape = fitted(channels, own);
        boolean isResized =
                !isAgreed || shape.dimension(1) != own.dimension(1) || shape.dimension(2) != own.dimension(2);
        String colour = channels == 1 ? "grey" : "in colour";
        String why = (isAgreed
                        ? text(own) + " pixels, " + colour
                        : Phrase.of("%,d different sizes, %s", bySize.size(), colour))
                + (isResized ? "; resized to " + text(shape) : "");
        return new ImageSizes(shape, isResized, mostPixels, why);
    }

    /** The size itself, or one of its proportions whose larger side is not too large. */
    private static Shape fitted(int channels, Shape own) {
        int height = own.dimension(1);
        int width = own.dimension(2);
        int larger = Math.max(height, width);
        return larger <= LARGEST_SIDE
                ? Shape.of(channels, height, width)
                : Shape.of(
                        channels,
                        Math.max(1, Math.round((float) height * LARGEST_SIDE / larger)),
                        Math.max(1, Math.round((float) width * LARGEST_SIDE / larger)));
    }

    /** One record that claims to be larger must not raise the limit for all. */
    private static boolean isReasonable(Shape shape) {
        return (long) shape.dimension(1) * shape.dimension(2) <= MOST_PIXELS;
    }

    private static String text(Shape shape) {
        return shape.dimension(2) + " × " + shape.dimension(1);
    }
}
