package dev.millrace.pipeline.ingest;

import dev.millrace.sample.Origin;
import java.io.Serializable;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.SerializedThrowable;

/**
 * What to do about a decoder that throws. Once or twice at the same record it may be an outside cause, say a service that the decoder asks, and a
 * restart of the task may help. A decoder that throws each time would have the task restarted for ever, so at the third time the job fails for good.
 *
 * <p>Counts outlive the task, not the process; two jobs in one process do not share them. Thread-safe.
 */
final class DecoderFaults implements Serializable {

    private static final int LIMIT = 3;
    private static final Map<Fault, Integer> COUNTS = new ConcurrentHashMap<>();

    /** The same in every restart: this object travels with the job's graph. */
    private final String job = UUID.randomUUID().toString();

    private record Fault(String job, String topic, int partition, long offset) {}

    /**
     * The decoder threw.
     *
     * @throws SuppressRestartsException at the third time at this record
     */
    void count(Origin origin, Throwable thrown) {
        Fault fault = new Fault(job, origin.source(), origin.split(), origin.position());
        if (COUNTS.merge(fault, 1, Integer::sum) < LIMIT) {
            return;
        }
        COUNTS.remove(fault);
        String sentence = "source.decoder threw " + LIMIT + " times at offset " + origin.position() + " of partition "
                + origin.split() + " of topic " + origin.source() + ", last "
                + thrown.toString().lines().findFirst().orElse("")
                + "; let it reject such a record instead, and start the run again: it goes on where it was";
        // Whoever reports the failure need not know the decoder's classes, nor be able to serialise what it threw.
        throw new SuppressRestartsException(new IllegalStateException(sentence, new SerializedThrowable(thrown)));
    }
}
