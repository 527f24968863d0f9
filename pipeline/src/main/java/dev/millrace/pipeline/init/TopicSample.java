package dev.millrace.pipeline.init;

import dev.millrace.sample.decode.SourceRecord;
import java.util.List;

/**
 * Some records of a topic.
 *
 * @param topic the topic
 * @param partitions how many it has
 * @param records the first of each partition, by partition and offset
 * @param isWhole whether they are all that the topic holds
 */
record TopicSample(String topic, int partitions, List<SourceRecord> records, boolean isWhole) {

    TopicSample {
        records = List.copyOf(records);
    }

    /** How many they are. */
    int size() {
        return records.size();
    }
}
