package dev.millrace.pipeline.publish;

import dev.millrace.pipeline.PipelineConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * How a topic that the job writes to must be set up.
 *
 * @param name of the topic
 * @param nameKey the key of the configuration that names it
 * @param partitions how many it gets when it is created
 * @param onePartition whether one that exists must have exactly one, because its records are numbered and read in order
 * @param cleanup its {@code cleanup.policy}
 * @param messageBytes largest record it must take, with keys and headers
 * @param bytesKey the key of the configuration that makes records so large, null if none does
 */
record OutputTopic(
        String name,
        String nameKey,
        int partitions,
        boolean onePartition,
        String cleanup,
        int messageBytes,
        @Nullable String bytesKey) {

    /** What a record may need for its key, its headers and the batch around it. */
    static final int RECORD_ROOM = 64 << 10;

    /** What fits the largest metrics record or prediction. */
    private static final int SMALL_RECORD = 256 << 10;

    /** The topics that a job writes to. */
    static List<OutputTopic> of(PipelineConfig config, int inputPartitions) {
        List<OutputTopic> topics = new ArrayList<>();
        topics.add(new OutputTopic(
                config.snapshots().topic(),
                "snapshots.topic",
                1,
                true,
                "compact",
                config.snapshots().chunkBytes() + RECORD_ROOM,
                "snapshots.chunkBytes"));
        topics.add(new OutputTopic(config.metrics().topic(), "metrics.topic", 1, true, "delete", SMALL_RECORD, null));
        String predictions = config.predictions().topic();
        if (predictions != null) {
            topics.add(new OutputTopic(
                    predictions, "predictions.topic", inputPartitions, false, "delete", SMALL_RECORD, null));
        }
        topics.add(new OutputTopic(
                config.deadLetters().topic(),
                "deadLetters.topic",
                1,
                false,
                "delete",
                config.deadLetters().maxBytes() + RECORD_ROOM,
                "deadLetters.maxBytes"));
        return topics;
    }

    /** The topic as it is created: with the broker's own replication factor, and room for its records where the broker's default has none. */
    NewTopic toCreate(int brokerMessageBytes) {
        Map<String, String> settings = new HashMap<>();
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup);
        if (brokerMessageBytes < messageBytes) {
            settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(messageBytes));
        }
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings);
    }

    /** What is not as it must be in a topic that exists, one sentence each. */
    List<String> problems(TopicDescription topic, Map<String, String> settings) {
        List<String> problems = new ArrayList<>(TopicAccess.problems(topic, TopicAccess.OF_OUTPUT));
        replicaProblem(topic, settings).ifPresent(problems::add);
        int actualPartitions = topic.partitions().size();
        if (onePartition && actualPartitions != 1) {
            problems.add(problem("partitions", "1", Integer.toString(actualPartitions)));
        }
        String policy = settings.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup);
        if (!policy.equals(cleanup)) {
            problems.add(problem(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup, policy));
        }
        String largest = settings.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        if (largest != null && Integer.parseInt(largest) < messageBytes) {
            problems.add(problem(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "at least " + messageBytes, largest));
        }
        return problems;
    }

    /** With fewer replicas in sync than the topic asks for, its broker takes nothing: the job would wait and be restarted for ever. */
    private Optional<String> replicaProblem(TopicDescription topic, Map<String, String> settings) {
        int wanted = Integer.parseInt(settings.getOrDefault(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "1"));
        return topic.partitions().stream()
                // A broker asks for no more replicas than the partition has.
                .filter(partition -> partition.isr().size()
                        < Math.min(wanted, partition.replicas().size()))
                .findFirst()
                .map(partition -> "topic " + name + " takes no records: partition " + partition.partition() + " has "
                        + partition.isr().size() + " of " + partition.replicas().size()
                        + " replicas in sync, and its " + TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG + " is " + wanted
                        + "; start the brokers that are missing, or lower that setting of the topic");
    }

    private String problem(String setting, String expected, String found) {
        String smaller = bytesKey != null && setting.equals(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                ? "lower " + bytesKey + ", "
                : "";
        return "topic " + name + " must have " + setting + " " + expected + ", got " + found + "; " + smaller
                + "set it up so, or let " + nameKey + " name a topic that does not exist yet, which the job creates";
    }
}
