package dev.millrace.sample.decode.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Rejected;
import dev.millrace.sample.Rejected.Reason;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Shape;
import dev.millrace.sample.Target;
import dev.millrace.sample.decode.SampleDecoder;
import dev.millrace.sample.decode.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An image file, PNG or JPEG, its label beside it: in a header of the record, or in its key. Which of the two a file is, is told by its first bytes.
 *
 * <pre>{@code
 * type: image
 * shape: [3, 224, 224]
 * label: header
 * header: label
 * labels: [intact, scratched]
 * }</pre>
 *
 * <p>The pixels become {@link Feature.Bytes}. An 8-bit grey PNG in one channel has the very bytes of the file. A colour image in one channel becomes its
 * luma by ITU-R BT.601, {@code (19595 red + 38470 green + 7471 blue + 32768) >> 16}; a grey one in three channels three equal ones. Palettes are looked up;
 * of 16 bits the high byte is taken; 1, 2 and 4 bits are scaled to 0 to 255; transparency is passed over; CMYK becomes RGB. Colour profiles, gamma and
 * Exif orientation are not applied. The image must have the size that the shape says, unless {@code resize} brings it to that size.
 *
 * <p>A record is rejected with the first reason that holds: {@link Reason#NULL_VALUE}; {@link Reason#TOO_LARGE} beyond {@code maxBytes};
 * {@link Reason#UNDECODABLE} or {@link Reason#TRUNCATED} if it is no PNG or JPEG file or a part of one; {@link Reason#TOO_LARGE} or
 * {@link Reason#WRONG_SHAPE} for the size it announces, before anything is allocated for its pixels; {@link Reason#UNKNOWN_LABEL};
 * {@link Reason#UNDECODABLE} or {@link Reason#TRUNCATED} if its pixels do not decode.
 *
 * @param feature name of the image in the sample; default {@code image}
 * @param shape {@code [channels, height, width]}, with 1 channel for grey or 3 for red, green and blue
 * @param label where the label stands; default {@code header}
 * @param header name of the record header that holds the label; default {@code label}; null unless {@code label} is {@code header}
 * @param labels names of the classes, as they stand in the record in UTF-8; none if {@code label} is {@code none}
 * @param maxBytes longest file that is looked at, at least 1; default 4 MiB
 * @param maxPixels largest image, width × height, that is not {@link Reason#TOO_LARGE}, at least that of the shape; default 4,194,304
 * @param resize whether an image of another size is brought to that of the shape by the mean over the area of each pixel, without regard to its proportions;
 *     otherwise it is {@link Reason#WRONG_SHAPE}; default false
 */
public record ImageFile(
        String feature,
        Shape shape,
        LabelPlace label,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String header,
        List<String> labels,
        int maxBytes,
        int maxPixels,
        boolean resize)
        implements SampleDecoder {

    private static final int LONGEST_LABEL_SHOWN = 100;

    /** Where the label of an image stands. A record without it is a sample without a target. */
    public enum LabelPlace {
        /** Nowhere. */
        NONE,
        /** In a header of the record. */
        HEADER,
        /** In the record's key. */
        KEY
    }

    // Spelled out because javac 17 drops @Nullable from the parameters of a compact constructor, and callers are
    // checked against it.
    public ImageFile(
            String feature,
            Shape shape,
            LabelPlace label,
            @Nullable String header,
            List<String> labels,
            int maxBytes,
            int maxPixels,
            boolean resize) {
        this.feature = feature;
        this.shape = Objects.requireNonNull(shape, "shape");
        this.label = Objects.requireNonNull(label, "label");
        this.header = header;
        this.labels = List.copyOf(labels);
        this.maxBytes = maxBytes;
        this.maxPixels = maxPixels;
        this.resize = resize;
        if (feature.isBlank()) {
            throw new IllegalArgumentException("feature must be a name, got '" + feature + "'");
        }
        if (shape.rank() != 3 || (shape.dimension(0) != 1 && shape.dimension(0) != 3)) {
            throw new IllegalArgumentException(
                    "shape must be [channels, height, width] with 1 or 3 channels, got " + shape);
        }
        if (label == LabelPlace.HEADER && (header == null || header.isEmpty())) {
            throw new IllegalArgumentException("header must name a header where label is header, got none");
        }
        if (label != LabelPlace.HEADER && header != null) {
            throw new IllegalArgumentException("header must be left out unless label is header, got " + header);
        }
        if (label == LabelPlace.NONE && !labels.isEmpty()) {
            throw new IllegalArgumentException("labels must be left out where label is none, got " + labels);
        }
        if (label != LabelPlace.NONE && labels.isEmpty()) {
            throw new IllegalArgumentException("labels must name the classes where records have a label, got none");
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes must be at least 1, got " + maxBytes);
        }
        if (maxPixels < height() * width()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "maxPixels must be at least %d, those of shape %s, got %d",
                    height() * width(),
                    shape,
                    maxPixels));
        }
        contract();
    }

    /** A decoder with the defaults for what is null. */
    @JsonCreator
    public static ImageFile of(
            @JsonProperty("feature") @Nullable String feature,
            @JsonProperty(value = "shape", required = true) Shape shape,
            @JsonProperty("label") @Nullable LabelPlace label,
            @JsonProperty("header") @Nullable String header,
            @JsonProperty("labels") @Nullable List<String> labels,
            @JsonProperty("maxBytes") @Nullable Integer maxBytes,
            @JsonProperty("maxPixels") @Nullable Integer maxPixels,
            @JsonProperty("resize") @Nullable Boolean resize) {
        LabelPlace place = Objects.requireNonNullElse(label, LabelPlace.HEADER);
        return new ImageFile(
                Objects.requireNonNullElse(feature, "image"),
                shape,
                place,
                header == null && place == LabelPlace.HEADER ? "label" : header,
                Objects.requireNonNullElse(labels, List.of()),
                Objects.requireNonNullElse(maxBytes, 4 << 20),
                Objects.requireNonNullElse(maxPixels, 4 << 20),
                Objects.requireNonNullElse(resize, false));
    }

    /**
     * What a file says of its image, without decoding its pixels.
     *
     * @return {@code [channels, height, width]}, 1 channel for grey and 3 for colour; empty if it is no whole PNG or JPEG file, or one that
     *     claims more pixels than an array holds
     */
    public static Optional<Shape> shapeOf(byte[] file) {
        try {
            EncodedImage image = EncodedImage.of(file);
            int channels = image.isGrey() ? 1 : 3;
            // No array holds more, so no image of that size can be decoded either.
            boolean isPossible = (long) image.height() * image.width() <= Integer.MAX_VALUE / channels;
            return isPossible ? Optional.of(Shape.of(channels, image.height(), image.width())) : Optional.empty();
        } catch (UnreadableImage unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public InputContract contract() {
        return new InputContract(List.of(new FeatureSpec(feature, Kind.BYTES, shape)), labels);
    }

    @Override
    public Ingested decode(SourceRecord record) {
        Origin origin = record.origin();
        byte[] value = record.value();
        if (value == null) {
            return new Rejected(origin, Reason.NULL_VALUE, "expected a PNG or JPEG file, found no value", null);
        }
        try {
            EncodedImage image = open(value);
            Target target = target(record);
            byte[] pixels = AreaMean.resized(
                    image.pixels(channels()), channels(), image.height(), image.width(), height(), width());
            return Sample.of(origin, Features.of(feature, new Feature.Bytes(pixels, shape)), target);
        } catch (UnreadableImage unreadable) {
            return new Rejected(origin, unreadable.reason(), unreadable.detail(), value);
        }
    }

    /** An image of a size that is taken. */
    private EncodedImage open(byte[] value) throws UnreadableImage {
        if (value.length > maxBytes) {
            throw new UnreadableImage(
                    Reason.TOO_LARGE,
                    String.format(Locale.ROOT, "expected at most %d bytes, found %d", maxBytes, value.length));
        }
        EncodedImage image = EncodedImage.of(value);
        String found = String.format(Locale.ROOT, "found %d x %d", image.width(), image.height());
        if ((long) image.width() * image.height() > maxPixels) {
            throw new UnreadableImage(
                    Reason.TOO_LARGE, String.format(Locale.ROOT, "expected at most %d pixels, ", maxPixels) + found);
        }
        if (!resize && (image.width() != width() || image.height() != height())) {
            throw new UnreadableImage(
                    Reason.WRONG_SHAPE,
                    String.format(Locale.ROOT, "expected %d x %d pixels, ", width(), height()) + found);
        }
        return image;
    }

    private Target target(SourceRecord record) throws UnreadableImage {
        byte[] bytes = switch (label) {
            case NONE -> null;
            case HEADER -> record.headers().get(header);
            case KEY -> record.origin().key();
        };
        if (bytes == null) {
            return Target.None.INSTANCE;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        int index = labels.indexOf(text);
        if (index < 0) {
            String shown = text.length() > LONGEST_LABEL_SHOWN ? text.substring(0, LONGEST_LABEL_SHOWN) + "…" : text;
            throw new UnreadableImage(
                    Reason.UNKNOWN_LABEL,
                    String.format(Locale.ROOT, "expected one of the %d labels, found %s", labels.size(), shown));
        }
        return new Target.Label(index);
    }

    private int channels() {
        return shape.dimension(0);
    }

    private int height() {
        return shape.dimension(1);
    }

    private int width() {
        return shape.dimension(2);
    }
}
