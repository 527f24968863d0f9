package dev.millrace.pipeline.init;

import dev.millrace.pipeline.init.Draft.Finding;
import dev.millrace.sample.decode.SourceRecord;
import dev.millrace.sample.decode.image.ImageFile;
import dev.millrace.sample.decode.image.ImageFile.LabelPlace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From PNG and JPEG files to the decoder {@code image}. */
final class ImageInference {

    private static final int LARGEST_BY_DEFAULT = 4 << 20;

    private ImageInference() {}

    /**
     * Infers.
     *
     * @param header the header that has the label, if the user says it
     * @throws dev.millrace.pipeline.UserError if no file says its size
     */
    static Draft infer(List<SourceRecord> files, @Nullable String header) {
        ImageSizes sizes = ImageSizes.of(files);
        ImageLabel label = ImageLabel.of(files, header);
        ImageFile decoder = ImageFile.of(
                null,
                sizes.shape(),
                label.place(),
                label.header(),
                label.classes().names(),
                limit(longest(files)),
                limit(sizes.mostPixels()),
                sizes.isResized() ? Boolean.TRUE : null);
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding("size", sizes.why()));
        findings.add(new Finding("label", label.why()));
        return new Draft(
                decoder,
                text(decoder, label),
                TrainingText.ofImages(sizes.shape(), Moments.of(decoder, files)),
                findings,
                label.open());
    }

    /** Twice what was seen if that is more than the default. */
    private static @Nullable Integer limit(int seen) {
        return seen > LARGEST_BY_DEFAULT ? Integer.valueOf(Math.multiplyExact(2, seen)) : null;
    }

    private static int longest(List<SourceRecord> files) {
        return files.stream()
                .map(SourceRecord::value)
                .mapToInt(value -> value == null ? 0 : value.length)
                .max()
                .orElse(0);
    }

    private static ConfigLines text(ImageFile decoder, ImageLabel label) {
        ConfigLines text = new ConfigLines().add("type: image");
        text.add("shape: " + decoder.shape(), "channels, height, width");
        if (decoder.resize()) {
            text.note(
                    "Images of another size are brought to this one: a network takes one size, and LeNet a small one.");
            text.add("resize: true");
        } else {
            text.option("resize: true", "else an image of another size is a dead letter");
        }
        if (decoder.maxBytes() > LARGEST_BY_DEFAULT) {
            text.add("maxBytes: " + decoder.maxBytes(), "a longer file is a dead letter");
        }
        if (decoder.maxPixels() > LARGEST_BY_DEFAULT) {
            text.add("maxPixels: " + decoder.maxPixels(), "a larger image too");
        }
        if (label.place() == LabelPlace.NONE) {
            text.note("The label is to be filled in: it stands in a record's header, or in its key, as a text.");
            text.add("label: none");
            text.option("label: header", "");
            text.option("header: label", "the header's name");
            text.option("labels: [FIRST, SECOND]", "");
            return text;
        }
        text.add("label: " + (label.place() == LabelPlace.KEY ? "key" : "header"));
        if (label.header() != null) {
            text.add("header: " + YamlScalar.of(label.header()));
        }
        text.note(
                "A label that is not listed makes a dead letter, so list all that may come; a record without one is predicted only.");
        text.add("labels: " + YamlScalar.list(decoder.labels()), label.classes().frequent());
        return text;
    }
}
