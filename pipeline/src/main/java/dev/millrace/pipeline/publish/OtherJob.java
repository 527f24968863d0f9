package dev.millrace.pipeline.publish;

import dev.millrace.pipeline.Published;
import dev.millrace.pipeline.Publishing;
import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.metrics.MetricsRecord;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Whether another job publishes a model, as its topics tell it: a job that runs commits a metrics record with each checkpoint. For starts that no lock keeps
 * from being the second: two jobs would fence each other's transactions, and one may commit what the other has committed too before either notices.
 */
public final class OtherJob {

    /** How much later than its interval a checkpoint may be committed. */
    private static final Duration LATE = Duration.ofSeconds(2);

    private final Clock clock = Clock.systemUTC();
    private final String topic;
    private final String model;
    private final long known;
    private final Duration interval;
    private long lastMillis;
    private boolean hasEnded = true;

    private OtherJob(Publishing publishing, Published published, Duration interval) {
        this.topic = publishing.metrics().topic();
        this.model = publishing.model();
        this.known = published.sequences().getOrDefault(topic, 0L);
        this.interval = interval;
    }

    /**
     * Makes sure that there is none. Takes no time if the last metrics record is older than two intervals, or is the end of a bounded run; else waits whether a
     * next one comes.
     *
     * @param published what the topics held
     * @param interval between the checkpoints of such a job, as far as one knows
     * @throws UserError if one comes
     */
    public static void requireNone(Publishing publishing, Published published, Duration interval) {
        new OtherJob(publishing, published, interval).watch(publishing);
    }

    private void watch(Publishing publishing) {
        try (TopicTail tail = TopicTail.open(publishing.kafka(), topic, model, AdminCalls.PATIENCE)) {
            tail.rewind(record -> true);
            tail.readToEnd(this::take);
            long begun = clock.millis();
            if (hasEnded || begun - lastMillis > interval.multipliedBy(2).toMillis()) {
                return;
            }
            while (clock.millis() - begun < interval.plus(LATE).toMillis()) {
                tail.poll().forEach(this::take);
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (SequenceHeader.of(record) > known) {
            throw new UserError("another job publishes model " + model + ": topic " + topic
                    + " has grown since this one started; stop it first, or give this one another model name");
        }
        lastMillis = record.timestamp();
        hasEnded = MetricsRecord.parse(record.value()).ended();
    }
}
