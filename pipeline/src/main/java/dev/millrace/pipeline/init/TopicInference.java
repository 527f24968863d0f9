package dev.millrace.pipeline.init;

import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.init.Draft.Finding;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.Rejected;
import dev.millrace.sample.decode.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** From a topic's first records to a configuration. */
public final class TopicInference {

    private TopicInference() {}

    /**
     * Reads the records and proposes.
     *
     * @throws UserError if they cannot be read, or no decoder suits them; the message says what they are
     */
    public static Proposal propose(InitOptions options) {
        return propose(options, TopicSampler.read(options.kafka(), options.topic()));
    }

    static Proposal propose(InitOptions options, TopicSample sample) {
        Survey survey = new Survey(sample);
        RecordFormat format = survey.agreed();
        Draft draft = infer(survey, format, options);
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding("format", survey.sentence()));
        findings.addAll(draft.findings());
        findings.add(new Finding("decoded", decoded(draft, sample)));
        draft.open().forEach(sentence -> findings.add(new Finding("not decided", sentence)));
        return new Proposal(
                ConfigText.of(options, sample, draft),
                draft.decoder(),
                draft.isComplete(),
                report(sample, options, findings));
    }

    private static Draft infer(Survey survey, RecordFormat format, InitOptions options) {
        List<SourceRecord> records = survey.of(format);
        ArrivalRate rate = ArrivalRate.of(records);
        return switch (format) {
            case JSON -> JsonInference.infer(records, options.label(), rate);
            case TEXT -> CsvInference.infer(records, options.label(), rate);
            case PNG, JPEG -> ImageInference.infer(survey.images(), options.label());
            case BINARY -> TensorInference.infer(records);
            case NULL -> throw new IllegalStateException("the format of no value cannot be agreed on");
        };
    }

    /** What the proposed decoder makes of the sample: the proof of it. */
    private static String decoded(Draft draft, TopicSample sample) {
        Map<String, Integer> reasons = new TreeMap<>();
        int samples = 0;
        for (SourceRecord record : sample.records()) {
            Ingested ingested = draft.decoder().decode(record);
            if (ingested instanceof Rejected rejected) {
                reasons.merge(rejected.reason().label(), 1, Integer::sum);
            } else {
                samples++;
            }
        }
        if (reasons.isEmpty()) {
            return Phrase.of("all %,d records", samples);
        }
        List<String> parts = new ArrayList<>();
        reasons.forEach((reason, count) -> parts.add(Phrase.of("%,d %s", count, reason)));
        return Phrase.of("%,d of %,d records; dead letters: %s", samples, sample.size(), String.join(", ", parts));
    }

    private static List<String> report(TopicSample sample, InitOptions options, List<Finding> findings) {
        List<String> report = new ArrayList<>();
        report.add(Phrase.of(
                "Read %s%,d records of topic %s at %s.",
                sample.isWhole() ? "all " : "the first ",
                sample.size(),
                sample.topic(),
                options.kafka().bootstrapServers()));
        findings.forEach(finding -> report.add(Phrase.of("  %-14s %s", finding.what(), finding.sentence())));
        return report;
    }
}
