package dev.millrace.pipeline.init;

import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.init.Draft.Finding;
import dev.millrace.sample.decode.RawTensor;
import dev.millrace.sample.decode.RawTensor.Element;
import dev.millrace.sample.decode.RawTensor.Endianness;
import dev.millrace.sample.decode.RawTensor.LabelFormat;
import dev.millrace.sample.decode.SourceRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** From bytes of one length to the decoder {@code raw-tensor}. Bytes do not say what they are, so this is a guess, and says so. */
final class TensorInference {

    private TensorInference() {}

    /**
     * Infers.
     *
     * @throws UserError if the lengths differ too much
     */
    static Draft infer(List<SourceRecord> records) {
        Map<Integer, Integer> lengths = new HashMap<>();
        records.forEach(record -> lengths.merge(value(record).length, 1, Integer::sum));
        Map.Entry<Integer, Integer> most =
                lengths.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        int length = most.getKey();
        if (most.getValue() < Survey.AGREEMENT * records.size()) {
            throw new UserError(Phrase.of(
                    "the records are bytes of %,d different lengths, so no tensors of one shape; a decoder of your own reads them: type: class in docs/config.md",
                    lengths.size()));
        }
        List<SourceRecord> regular = records.stream()
                .filter(record -> value(record).length == length)
                .toList();
        TensorGuess guess =
                TensorGuess.of(regular.stream().map(TensorInference::value).toList());
        RawTensor decoder = guess.decoder();
        Moments moments = Moments.of(decoder, regular);
        boolean isImage = decoder.shape().rank() == 3;
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding("assumed", guess.why()));
        if (most.getValue() < records.size()) {
            findings.add(new Finding(
                    "dead letters",
                    Phrase.of(
                            "%,d records of another length than %,d bytes", records.size() - most.getValue(), length)));
        }
        if (decoder.label() != LabelFormat.NONE) {
            findings.add(new Finding(
                    "label",
                    Phrase.of(
                            "%,d classes, %s",
                            decoder.labels().size(), guess.classes().frequent())));
        }
        return new Draft(
                decoder,
                text(guess),
                isImage ? TrainingText.ofImages(decoder.shape(), moments) : TrainingText.ofVectors(moments),
                findings,
                open(decoder));
    }

    private static byte[] value(SourceRecord record) {
        return Objects.requireNonNull(record.value());
    }

    private static List<String> open(RawTensor decoder) {
        return decoder.label() == LabelFormat.NONE
                ? List.of(
                        "the label: nothing before the tensor can be one, and without a label nothing is learnt; send one byte or four before it")
                : List.of("the names of the classes: they are numbers");
    }

    private static ConfigLines text(TensorGuess guess) {
        RawTensor decoder = guess.decoder();
        ConfigLines text = new ConfigLines().add("type: raw-tensor");
        text.note("Bytes do not say what they are. Assumed: " + guess.why() + ".");
        if (decoder.shape().rank() == 1) {
            text.add("feature: " + decoder.feature());
        }
        if (decoder.element() != Element.UINT8) {
            text.add("element: " + word(decoder.element()));
        }
        if (decoder.byteOrder() != Endianness.LITTLE) {
            text.add("byteOrder: " + word(decoder.byteOrder()));
        }
        text.add("shape: " + decoder.shape(), decoder.shape().rank() == 3 ? "channels, height, width" : "");
        guess.alternatives().forEach(alternative -> text.option(alternative, ""));
        text.add("label: " + word(decoder.label()), labelNote(decoder.label()));
        if (decoder.label() != LabelFormat.NONE) {
            text.note(
                    "By their numbers, up to the highest that came: a record with a higher one is a dead letter. Names of your own go here, in the same order.");
            text.add(
                    "labels: " + YamlScalar.list(decoder.labels()),
                    guess.classes().frequent());
        }
        return text;
    }

    private static String labelNote(LabelFormat label) {
        return switch (label) {
            case NONE -> "nothing before the tensor, so nothing to learn";
            case UINT8 -> "one byte before the tensor, 255 for a record without a label";
            case INT32 -> "four bytes before the tensor, -1 for a record without a label";
        };
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
