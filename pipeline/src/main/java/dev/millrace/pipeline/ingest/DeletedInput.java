package dev.millrace.pipeline.ingest;

import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.publish.Topics;
import java.util.Map;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Recognises a job that fails because its input topic no longer has the records that come next: no restart brings them back. */
final class DeletedInput {

    private static final Logger LOG = LoggerFactory.getLogger(DeletedInput.class);

    private DeletedInput() {}

    /**
     * What to say of a failure; asks the broker where the topic begins and ends.
     *
     * @param failure what the reader failed with
     * @return null if the failure has another cause, or if the records are there, or if the broker does not say
     */
    static @Nullable String sentence(PipelineConfig.Kafka kafka, Throwable failure) {
        OffsetOutOfRangeException outOfRange = ExceptionUtils.findThrowable(failure, OffsetOutOfRangeException.class)
                .orElse(null);
        if (outOfRange == null) {
            return null;
        }
        try (Topics topics = Topics.connect(kafka)) {
            return sentence(topics, outOfRange.offsetOutOfRangePartitions());
        } catch (UserError e) {
            LOG.info("whether records of the input are gone is not known at present: {}", e.getMessage());
            return null;
        }
    }

    private static @Nullable String sentence(Topics topics, Map<TopicPartition, Long> positions) {
        for (Map.Entry<TopicPartition, Long> position : positions.entrySet()) {
            String topic = position.getKey().topic();
            int partition = position.getKey().partition();
            long next = position.getValue();
            long first = topics.beginningOffsets(topic).getOrDefault(partition, 0L);
            if (first > next) {
                return "topic " + topic + " no longer holds offsets " + next + " to " + (first - 1) + " of partition "
                        + partition
                        + ": they were deleted before the run read them; give the topic a longer retention, "
                        + "and pass --fresh for a new run, which begins at what is there";
            }
            long end = topics.endOffsets(topic).getOrDefault(partition, 0L);
            if (end < next) {
                return "topic " + topic + " ends at offset " + end + " in partition " + partition
                        + ", but the run has read up to offset " + next + ": the topic was created anew or has lost "
                        + "records; pass --fresh for a new run, which begins at what is there";
            }
        }
        return null;
    }
}
