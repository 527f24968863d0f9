package dev.millrace.pipeline.publish;

import dev.millrace.pipeline.Published;
import dev.millrace.pipeline.Publishing;
import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.metrics.MetricsRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Whether another job publishes a model, as its topics tell it: a job that runs commits a metrics record with each checkpoint. For starts that no lock keeps
 * from being the second: two jobs would fence each other's transactions, and one may commit what the other has committed too before either notices.
 */
public final class OtherJob {

    /** How much later than its interval a checkpoint may be committed. */
    private static final Duration LATE = Duration.ofSeconds(5);

    /** Whoever would have to wait longer is told when to come back. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final String topic;
    private final String model;
    private final long known;
    private final Duration interval;
    private @Nullable ConsumerRecord<byte[], byte[]> last;

    private OtherJob(Publishing publishing, Published published, Duration interval, InstantSource clock) {
        this.topic = publishing.metrics().topic();
        this.model = publishing.model();
        this.known = published.sequences().getOrDefault(topic, 0L);
        this.interval = interval;
        this.clock = clock;
    }

    /**
     * Makes sure that there is none. Takes no time if the last metrics record is the end of a bounded run, or so old that the next one is overdue; else waits
     * until it is, and where the broker does not answer meanwhile, as long again from when it does. Ages are by this clock and that of whoever wrote the record, so a clock far behind hides its job.
     *
     * @param published what the topics held
     * @param interval between the checkpoints of such a job, as far as one knows
     * @param clock to be waited by
     * @param notice takes a sentence that says what is waited for
     * @throws UserError if a record comes, if it would be longer than a minute until one is overdue, or if the broker stays away
     */
    public static void requireNone(
            Publishing publishing,
            Published published,
            Duration interval,
            InstantSource clock,
            Consumer<String> notice) {
        new OtherJob(publishing, published, interval, clock).watch(publishing, notice);
    }

    private void watch(Publishing publishing, Consumer<String> notice) {
        try (TopicTail tail = TopicTail.open(publishing.kafka(), topic, model, AdminCalls.PATIENCE)) {
            tail.rewind(record -> true);
            tail.readToEnd(this::take);
            ConsumerRecord<byte[], byte[]> newest = last;
            if (newest == null || isEnd(newest)) {
                return;
            }
            Instant now = Instant.ofEpochMilli(clock.millis());
            Instant written = Instant.ofEpochMilli(Math.min(newest.timestamp(), now.toEpochMilli()));
            Instant overdue = written.plus(interval).plus(LATE);
            if (now.isBefore(overdue)) {
                announce(Duration.between(written, now), Duration.between(now, overdue), overdue, notice);
            }
            while (clock.instant().isBefore(overdue)) {
                tail.poll().forEach(this::take);
                if (tail.isAtEnd().isEmpty()) {
                    // While the broker does not answer, nobody can publish.
                    tail.readToEnd(this::take);
                    overdue = clock.instant().plus(interval).plus(LATE);
                }
            }
            tail.readToEnd(this::take);
        }
    }

    private void announce(Duration age, Duration wait, Instant overdue, Consumer<String> notice) {
        String grown = "topic " + topic + " has grown " + age.toSeconds() + " s ago";
        if (wait.compareTo(PATIENCE) > 0) {
            throw new UserError(grown + ", and whether another job publishes model " + model
                    + " shows with its next checkpoint; start again after "
                    + overdue.plusSeconds(1).truncatedTo(ChronoUnit.SECONDS));
        }
        notice.accept(grown + "; waiting " + wait.plusMillis(999).toSeconds()
                + " s to see that no other job publishes model " + model);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (SequenceHeader.of(record) > known) {
            throw new UserError("another job publishes model " + model + ": topic " + topic
                    + " has grown since this one started; stop it first, or give this one another model name");
        }
        last = record;
    }

    /** A record that this release cannot read is no end: the start goes on where nothing follows it. */
    private static boolean isEnd(ConsumerRecord<byte[], byte[]> record) {
        try {
            return MetricsRecord.parse(record.value()).ended();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
