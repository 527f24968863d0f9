package dev.millrace.sample.decode.image;

import static dev.millrace.sample.decode.image.PngBytes.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.millrace.sample.Feature;
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
import dev.millrace.sample.decode.image.ImageFile.LabelPlace;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImageFileTest {

    private static final Shape SHAPE = Shape.of(1, 2, 3);
    private static final List<String> LABELS = List.of("heil", "zerkratzt", "größer");
    private static final byte[] PNG = PngBytes.of(3, 2, 8, PngBytes.GREY, bytes(1, 2, 3), bytes(4, 5, 255));
    private static final byte[] JPEG = JpegBytes.raw(JpegBytes.flat(3, 2, 77));

    private static final ImageFile BY_HEADER =
            new ImageFile("image", SHAPE, LabelPlace.HEADER, "label", LABELS, 1_000, 1_000, false);
    private static final ImageFile BY_KEY =
            new ImageFile("image", SHAPE, LabelPlace.KEY, null, LABELS, 1_000, 1_000, false);
    private static final ImageFile WITHOUT =
            new ImageFile("image", SHAPE, LabelPlace.NONE, null, List.of(), 1_000, 1_000, false);

    @Test
    void makesOfAFileItsPixels() {
        Sample sample = sample(WITHOUT, record(PNG, null, null));
        assertThat(sample.origin().position()).isEqualTo(7);
        assertThat(sample.features()).isSameAs(sample.original());
        assertThat(sample.features().get("image"))
                .usingRecursiveComparison()
                .isEqualTo(new Feature.Bytes(bytes(1, 2, 3, 4, 5, 255), SHAPE));
    }

    @Test
    void saysTheShapeOfAFileWithoutItsPixels() {
        byte[] colour = PngBytes.of(2, 1, 8, PngBytes.RGB, bytes(1, 2, 3, 4, 5, 6));
        byte[] huge = PngBytes.of(100_000, 100_000, 8, PngBytes.GREY, bytes(1, 2, 3));

        assertThat(ImageFile.shapeOf(PNG)).contains(SHAPE);
        assertThat(ImageFile.shapeOf(JPEG)).contains(SHAPE);
        assertThat(ImageFile.shapeOf(colour)).contains(Shape.of(3, 1, 2));
        assertThat(ImageFile.shapeOf(huge)).isEmpty();
        assertThat(ImageFile.shapeOf(bytes(1, 2, 3))).isEmpty();
    }

    @Test
    void tellsTheFormatByItsFirstBytesAndNothingElse() {
        Origin named = new Origin("photo.png", 0, 0, "photo.png".getBytes(StandardCharsets.UTF_8), 0);
        Sample sample = (Sample) WITHOUT.decode(
                new SourceRecord(named, JPEG, Map.of("content-type", "image/png".getBytes(StandardCharsets.UTF_8))));
        assertThat(((Feature.Bytes) sample.features().get("image")).values()).containsOnly(77);
    }

    @Test
    void takesTheLabelFromItsPlace() {
        assertThat(sample(BY_HEADER, record(PNG, "zerkratzt", "heil")).target()).isEqualTo(new Target.Label(1));
        assertThat(sample(BY_KEY, record(PNG, "zerkratzt", "heil")).target()).isEqualTo(new Target.Label(0));
        assertThat(sample(BY_HEADER, record(PNG, "größer", null)).target()).isEqualTo(new Target.Label(2));
        ImageFile named = new ImageFile("image", SHAPE, LabelPlace.HEADER, "class", LABELS, 1_000, 1_000, false);
        assertThat(sample(named, record(PNG, "heil", "heil")).isLabelled()).isFalse();
    }

    @Test
    void readsARecordWithoutALabelAsASampleWithoutATarget() {
        assertThat(sample(BY_HEADER, record(PNG, null, "heil")).isLabelled()).isFalse();
        assertThat(sample(BY_KEY, record(PNG, "heil", null)).isLabelled()).isFalse();
        assertThat(sample(WITHOUT, record(PNG, "heil", "heil")).isLabelled()).isFalse();
    }

    @Test
    void rejectsALabelOutsideTheList() {
        assertRejected(
                BY_HEADER, record(PNG, "Heil", null), Reason.UNKNOWN_LABEL, "expected one of the 3 labels, found Heil");
        assertRejected(BY_HEADER, record(PNG, "", null), Reason.UNKNOWN_LABEL, "expected one of the 3 labels, found ");
        assertRejected(
                BY_KEY,
                record(PNG, null, "x".repeat(101)),
                Reason.UNKNOWN_LABEL,
                "expected one of the 3 labels, found " + "x".repeat(100) + "…");
    }

    @Test
    void rejectsWhatIsNoImage() {
        assertRejected(
                WITHOUT, record(null, null, null), Reason.NULL_VALUE, "expected a PNG or JPEG file, found no value");
        assertRejected(
                WITHOUT,
                record(new byte[0], null, null),
                Reason.UNDECODABLE,
                "expected a PNG or JPEG file, found 0 bytes that begin as neither");
        assertRejected(
                WITHOUT,
                record("GIF89a".getBytes(StandardCharsets.US_ASCII), null, null),
                Reason.UNDECODABLE,
                "expected a PNG or JPEG file, found 6 bytes that begin as neither");
    }

    @Test
    void rejectsALongerFileWithoutLookingAtIt() {
        assertRejected(
                WITHOUT,
                record(new byte[1_001], null, null),
                Reason.TOO_LARGE,
                "expected at most 1000 bytes, found 1001");
    }

    @Test
    void rejectsAnImageOfAnotherSize() {
        byte[] turned = PngBytes.of(2, 3, 8, PngBytes.GREY, bytes(1, 2), bytes(3, 4), bytes(5, 6));
        assertRejected(WITHOUT, record(turned, null, null), Reason.WRONG_SHAPE, "expected 3 x 2 pixels, found 2 x 3");
        assertRejected(
                WITHOUT,
                record(JpegBytes.raw(JpegBytes.flat(3, 3, 7)), null, null),
                Reason.WRONG_SHAPE,
                "expected 3 x 2 pixels, found 3 x 3");
    }

    @Test
    void rejectsAnImageThatAnnouncesMorePixelsThanTheLimit() {
        byte[] huge = PngBytes.of(100_000, 100_000, 8, PngBytes.GREY, bytes(1, 2, 3));
        assertRejected(
                WITHOUT,
                record(huge, null, null),
                Reason.TOO_LARGE,
                "expected at most 1000 pixels, found 100000 x 100000");
        byte[] jpeg = JPEG.clone();
        int frame = JpegBytes.find(jpeg, 0xC0);
        jpeg[frame + 4] = (byte) 0xFF;
        jpeg[frame + 6] = (byte) 0xFF;
        assertRejected(
                WITHOUT,
                record(jpeg, null, null),
                Reason.TOO_LARGE,
                "expected at most 1000 pixels, found 65283 x 65282");
    }

    @Test
    void bringsAnImageToItsSizeWhereItIsToldTo() {
        ImageFile resizing =
                new ImageFile("image", Shape.of(1, 1, 2), LabelPlace.NONE, null, List.of(), 1_000, 10, true);
        byte[] larger = PngBytes.of(4, 2, 8, PngBytes.GREY, bytes(1, 3, 5, 7), bytes(1, 3, 5, 7));
        Sample sample = sample(resizing, record(larger, null, null));
        assertThat(sample.features().get("image"))
                .usingRecursiveComparison()
                .isEqualTo(new Feature.Bytes(bytes(2, 6), Shape.of(1, 1, 2)));
        byte[] tooLarge = PngBytes.of(11, 1, 8, PngBytes.GREY, new byte[11]);
        assertRejected(
                resizing, record(tooLarge, null, null), Reason.TOO_LARGE, "expected at most 10 pixels, found 11 x 1");
    }

    @Test
    void saysWhatItsSamplesLookLike() {
        assertThat(BY_KEY.contract())
                .isEqualTo(new InputContract(List.of(new FeatureSpec("image", Kind.BYTES, SHAPE)), LABELS));
    }

    @Test
    void fillsItsDefaultsIn() throws Exception {
        YAMLMapper yaml = new YAMLMapper();
        assertThat(yaml.readValue("{type: image, shape: [1, 2, 3], labels: [no, yes]}", SampleDecoder.class))
                .isEqualTo(new ImageFile(
                        "image", SHAPE, LabelPlace.HEADER, "label", List.of("no", "yes"), 4_194_304, 4_194_304, false));
        assertThat(yaml.readValue("{type: image, shape: [1, 2, 3], label: KEY, labels: [a, b]}", SampleDecoder.class))
                .isEqualTo(new ImageFile(
                        "image", SHAPE, LabelPlace.KEY, null, List.of("a", "b"), 4_194_304, 4_194_304, false));
    }

    @Test
    void refusesAConfigurationThatCannotBeMeant() {
        assertRefused(" ", SHAPE, LabelPlace.NONE, null, List.of(), 9, 9, "feature must be a name, got ' '");
        String rule = "shape must be [channels, height, width] with 1 or 3 channels, got ";
        assertRefused("x", Shape.of(2, 3), LabelPlace.NONE, null, List.of(), 9, 9, rule + "[2, 3]");
        assertRefused("x", Shape.of(4, 2, 3), LabelPlace.NONE, null, List.of(), 9, 9, rule + "[4, 2, 3]");
        assertRefused(
                "x",
                SHAPE,
                LabelPlace.HEADER,
                null,
                LABELS,
                9,
                9,
                "header must name a header where label is header, got none");
        assertRefused(
                "x",
                SHAPE,
                LabelPlace.KEY,
                "label",
                LABELS,
                9,
                9,
                "header must be left out unless label is header, got label");
        assertRefused(
                "x",
                SHAPE,
                LabelPlace.NONE,
                null,
                List.of("a"),
                9,
                9,
                "labels must be left out where label is none, got [a]");
        assertRefused(
                "x",
                SHAPE,
                LabelPlace.KEY,
                null,
                List.of(),
                9,
                9,
                "labels must name the classes where records have a label, got none");
        assertRefused(
                "x",
                SHAPE,
                LabelPlace.KEY,
                null,
                List.of("a", "a"),
                9,
                9,
                "labels must have distinct names, got a twice");
        assertRefused("x", SHAPE, LabelPlace.NONE, null, List.of(), 0, 9, "maxBytes must be at least 1, got 0");
        assertRefused(
                "x",
                SHAPE,
                LabelPlace.NONE,
                null,
                List.of(),
                9,
                5,
                "maxPixels must be at least 6, those of shape [1, 2, 3], got 5");
    }

    private static void assertRefused(
            String feature,
            Shape shape,
            LabelPlace label,
            @Nullable String header,
            List<String> labels,
            int maxBytes,
            int maxPixels,
            String message) {
        assertThatThrownBy(() -> new ImageFile(feature, shape, label, header, labels, maxBytes, maxPixels, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static SourceRecord record(byte @Nullable [] value, @Nullable String header, @Nullable String key) {
        byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        Map<String, byte[]> headers =
                header == null ? Map.of() : Map.of("label", header.getBytes(StandardCharsets.UTF_8));
        return new SourceRecord(new Origin("images", 0, 7, keyBytes, 0), value, headers);
    }

    private static Sample sample(ImageFile decoder, SourceRecord record) {
        Ingested ingested = decoder.decode(record);
        assertThat(ingested).isInstanceOf(Sample.class);
        return (Sample) ingested;
    }

    private static void assertRejected(ImageFile decoder, SourceRecord record, Reason reason, String detail) {
        assertThat(decoder.decode(record)).isEqualTo(new Rejected(record.origin(), reason, detail, record.value()));
    }
}
