package dev.millrace.pipeline.train;

import dev.millrace.pipeline.publish.Publication;
import dev.millrace.pipeline.publish.SequenceHeader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Numbers the records of the topics that must not have gaps, from 1, each topic by itself. */
final class Sequences {

    private final Map<String, Long> last;

    /** Goes on after {@code last}: the last number used, by topic; a topic that is not in it starts with 1. */
    Sequences(Map<String, Long> last) {
        this.last = new TreeMap<>(last);
    }

    /** The number that the next record of {@code topic} will carry. */
    long next(String topic) {
        return last.getOrDefault(topic, 0L) + 1;
    }

    /** The same publication with the next number of its topic in its headers. */
    Publication number(Publication publication) {
        long sequence = next(publication.topic());
        last.put(publication.topic(), sequence);
        List<Publication.Header> headers = new ArrayList<>(publication.headers());
        headers.add(SequenceHeader.of(sequence));
        return new Publication(
                publication.topic(), publication.partition(), publication.key(), headers, publication.value());
    }

    /** A copy of the last number used, by topic. */
    Map<String, Long> last() {
        return Collections.unmodifiableMap(new TreeMap<>(last));
    }
}
