package dev.millrace.pipeline.init;

import dev.millrace.pipeline.UserError;
import dev.millrace.sample.decode.SourceRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The formats of a sample's records. */
final class Survey {

    /** Where fewer than this share of the values are of one format, no configuration would do them justice. */
    static final double AGREEMENT = 0.95;

    private final TopicSample sample;
    private final Map<RecordFormat, List<SourceRecord>> byFormat = new EnumMap<>(RecordFormat.class);

    Survey(TopicSample sample) {
        this.sample = sample;
        for (SourceRecord record : sample.records()) {
            byFormat.computeIfAbsent(RecordFormat.of(record.value()), format -> new ArrayList<>())
                    .add(record);
        }
    }

    /** Records of this format, in order. */
    List<SourceRecord> of(RecordFormat format) {
        return byFormat.getOrDefault(format, List.of());
    }

    /** Records that are images, of either format. */
    List<SourceRecord> images() {
        return sample.records().stream()
                .filter(record -> RecordFormat.of(record.value()).isImage())
                .toList();
    }

    /** How many records there are. */
    int size() {
        return sample.size();
    }

    /** How many of them have a value. */
    int valued() {
        return size() - of(RecordFormat.NULL).size();
    }

    /**
     * The format of (nearly) all records with a value; of two formats of images the more frequent.
     *
     * @throws UserError if there is none
     */
    RecordFormat agreed() {
        if (valued() == 0) {
            throw new UserError(Phrase.of(
                    "all %,d records of topic %s are without a value, as a compacted topic's deletions are; there is no format to learn",
                    size(), sample.topic()));
        }
        int images = images().size();
        RecordFormat most = frequent().get(0);
        int agreeing = most.isImage() ? images : of(most).size();
        if (agreeing < AGREEMENT * valued()) {
            throw new UserError(
                    Phrase.of("%s; a configuration reads one format: give each a topic of its own", sentence()));
        }
        return most;
    }

    /** What the records are: {@code 412 of 1,000 records are JSON objects, 300 are PNG images, 288 are other bytes}. */
    String sentence() {
        List<RecordFormat> formats = new ArrayList<>(frequent());
        if (!of(RecordFormat.NULL).isEmpty()) {
            formats.add(RecordFormat.NULL);
        }
        RecordFormat first = formats.get(0);
        if (formats.size() == 1) {
            return Phrase.of("all %,d records are %s", size(), first.many());
        }
        StringBuilder sentence = new StringBuilder(
                Phrase.of("%,d of %,d records are %s", of(first).size(), size(), first.many()));
        for (RecordFormat format : formats.subList(1, formats.size())) {
            sentence.append(", ").append(format.counted(of(format).size()));
        }
        return sentence.toString();
    }

    /** Formats of records with a value, the most frequent first. */
    private List<RecordFormat> frequent() {
        return byFormat.keySet().stream()
                .filter(format -> format != RecordFormat.NULL)
                .sorted(Comparator.comparingInt(
                        (RecordFormat format) -> -of(format).size()))
                .toList();
    }
}
