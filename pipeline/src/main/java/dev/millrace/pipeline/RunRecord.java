package dev.millrace.pipeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a run beside its checkpoints: the file {@code run.json} of its directory.
 *
 * @param format version of this shape, {@link #FORMAT}
 * @param model name of the model
 * @param run name of the run, {@code run-0001}
 * @param mode how it was first started; it can only be resumed the same way
 * @param topic name of the input topic, which the offsets belong to; null in a record of a release that did not remember it
 * @param topicId Kafka's identifier of that topic; null where the broker knew none, or the release did not remember it
 * @param startOffsets by partition of the input topic, where the run begins: fixed at its first start. Partitions that it does not name are read from their
 *     beginning. Null in a record of a release that did not remember it: as the configuration says
 * @param endOffsets by partition of the input topic, where a bounded run ends: fixed at its first start; null for a continuous one
 * @param base what the model had published before this run; its versions and sequences go on from there
 * @param goesOnFrom name of the run whose final state this one began with; null for one that began untrained
 * @param created when it was first started, ISO 8601
 * @param finished when it reached its end, ISO 8601; null before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RunRecord(
        int format,
        String model,
        String run,
        Mode mode,
        @Nullable String topic,
        @Nullable String topicId,
        @Nullable Map<Integer, Long> startOffsets,
        @Nullable Map<Integer, Long> endOffsets,
        Published base,
        @Nullable String goesOnFrom,
        String created,
        @Nullable String finished) {

    static final int FORMAT = 1;

    private static final ObjectMapper JSON = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    /** How a run ends. */
    enum Mode {
        /** At offsets fixed when it began. */
        @JsonProperty("bounded")
        BOUNDED,
        /** Never by itself. */
        @JsonProperty("continuous")
        CONTINUOUS;

        /** The word in sentences. */
        String word() {
            return this == BOUNDED ? "bounded" : "continuous";
        }
    }

    /** This record of a run that reached its end; null for one that has not. */
    RunRecord finishedAt(@Nullable String time) {
        return new RunRecord(
                format, model, run, mode, topic, topicId, startOffsets, endOffsets, base, goesOnFrom, created, time);
    }

    /** This record of a run that goes on where a bounded one ended, and reads from {@code starts}. */
    RunRecord after(RunRecord ended, @Nullable Map<Integer, Long> starts) {
        return new RunRecord(
                format, model, run, mode, topic, topicId, starts, endOffsets, base, ended.run, created, finished);
    }

    /** Whether the run reads a topic of that name, as far as is remembered. */
    boolean hasRead(String name) {
        return topic == null || topic.equals(name);
    }

    /** Whether the topic that the run reads has been replaced by this one, which has its name. */
    boolean isReplacedBy(InputTopic now) {
        return hasRead(now.name()) && topicId != null && now.id() != null && !topicId.equals(now.id());
    }

    byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a run record cannot be written as JSON", e);
        }
    }

    /** Reads what {@link #toJson} wrote. */
    static RunRecord parse(byte[] json) throws IOException {
        RunRecord record = JSON.readValue(json, RunRecord.class);
        if (record.format != FORMAT) {
            throw new IOException("format must be " + FORMAT + ", got " + record.format);
        }
        return record;
    }
}
