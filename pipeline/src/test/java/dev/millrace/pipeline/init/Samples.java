package dev.millrace.pipeline.init;

import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.PipelineConfig.Kafka;
import dev.millrace.pipeline.config.ConfigLoader;
import dev.millrace.sample.Origin;
import dev.millrace.sample.decode.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Samples of topics that no broker was asked for, and the configurations that are proposed for them. */
final class Samples {

    private Samples() {}

    /** Records of one partition. */
    static TopicSample of(List<byte @Nullable []> values) {
        List<SourceRecord> records = new ArrayList<>();
        for (byte[] value : values) {
            records.add(SourceRecord.of(Origin.of("topic", 0, records.size()), value));
        }
        return new TopicSample("topic", 1, records, false);
    }

    /** So many texts, by their number. */
    static TopicSample texts(int count, IntFunction<String> text) {
        return of(IntStream.range(0, count).mapToObj(i -> bytes(text.apply(i))).toList());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Proposal propose(TopicSample sample) {
        return propose(sample, null);
    }

    /** @param label as the user says it, or null */
    static Proposal propose(TopicSample sample, @Nullable String label) {
        return TopicInference.propose(
                new InitOptions("topic", "model", Kafka.of("broker:9092", null, null), Map.of(), label), sample);
    }

    /** The configuration as `run` would read it. */
    static PipelineConfig load(Proposal proposal) {
        return ConfigLoader.load("proposed.yaml", proposal.yaml(), Path.of(""), name -> null)
                .config();
    }
}
