package dev.millrace.pipeline.init;

import java.util.Map;

/** The whole configuration as commented YAML. */
final class ConfigText {

    private ConfigText() {}

    static String of(InitOptions options, TopicSample sample, Draft draft) {
        ConfigLines lines = new ConfigLines();
        lines.note(
                Phrase.of(
                                "Written by `millrace init` from %,d records of topic %s. Look through it: comments say what was seen and why it is so,",
                                sample.size(), sample.topic())
                        + " and what is commented out is an alternative. `millrace validate` checks it, docs/config.md has every key.");
        lines.add("model: " + YamlScalar.of(options.model())).gap();
        kafka(options, lines);
        lines.add("source:");
        lines.add("  topic: " + YamlScalar.of(options.topic()));
        lines.option("  start: latest", "only what comes from the first start on, instead of all that the topic holds");
        lines.add("  decoder:").nest(4, draft.decoderLines()).gap();
        lines.add("trainer:").nest(2, draft.trainerLines()).gap();
        lines.note(
                "What the model said of each record before it learnt from it. Without this section nothing is published of it.");
        lines.add("predictions:").add("  topic: \"{model}.predictions\"").gap();
        lines.note(
                "A snapshot of the model each time so many records were trained, for services to follow; on a slow topic rather each time so much time has passed.");
        lines.add("snapshots:")
                .add("  everySamples: 10000")
                .option("  every: 5 min", "")
                .gap();
        lines.note("How often progress is committed, which is when predictions, metrics and snapshots become visible.");
        lines.add("state:").add("  checkpointInterval: 10 s");
        return lines.toString();
    }

    private static void kafka(InitOptions options, ConfigLines lines) {
        lines.add("kafka:");
        lines.add("  bootstrapServers: " + servers(options.kafka().bootstrapServers()));
        if (!options.properties().isEmpty()) {
            lines.add("  properties:");
            for (Map.Entry<String, String> property : options.properties().entrySet()) {
                lines.add("    " + YamlScalar.of(property.getKey()) + ": " + YamlScalar.of(property.getValue()));
            }
        }
        lines.gap();
    }

    /** A colon within a text needs no quotes, and addresses look better without. */
    private static String servers(String servers) {
        return servers.matches("[A-Za-z0-9][A-Za-z0-9.,:-]*") ? servers : YamlScalar.of(servers);
    }
}
