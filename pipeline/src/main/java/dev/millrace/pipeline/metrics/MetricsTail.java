package dev.millrace.pipeline.metrics;

import dev.millrace.pipeline.Publishing;
import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.metrics.MetricsRecord.Kind;
import dev.millrace.pipeline.publish.TopicTail;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the metrics of one run as they are committed, in a thread of its own, and keeps the newest. What was committed before it began counts too, but is not
 * news.
 */
public final class MetricsTail implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MetricsTail.class);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final TopicTail tail;
    private final String address;
    private final String run;
    private final long knownUntil;
    private final Consumer<MetricsRecord> listener;
    private final Thread thread;
    private volatile boolean finishing;

    private volatile @Nullable RuntimeException failure;

    private volatile @Nullable MetricsRecord before;
    private volatile @Nullable MetricsRecord latest;
    private volatile @Nullable MetricsRecord latestWindow;

    private MetricsTail(TopicTail tail, String address, String run, long knownUntil, Consumer<MetricsRecord> listener) {
        this.tail = tail;
        this.address = address;
        this.run = run;
        this.knownUntil = knownUntil;
        this.listener = listener;
        this.thread = new Thread(this::follow, "millrace-metrics-tail");
        this.thread.setDaemon(true);
    }

    /**
     * Starts to follow.
     *
     * @param run name of the run; records of others are passed over
     * @param knownUntil sequence number of the last record that is no news
     * @param listener takes each later record, in the thread of the tail; what it throws is logged
     */
    public static MetricsTail follow(
            Publishing publishing, String run, long knownUntil, Consumer<MetricsRecord> listener) {
        TopicTail topic =
                TopicTail.open(publishing.kafka(), publishing.metrics().topic(), publishing.model(), null);
        MetricsTail tail = new MetricsTail(topic, publishing.kafka().bootstrapServers(), run, knownUntil, listener);
        tail.thread.start();
        return tail;
    }

    private void follow() {
        try (tail) {
            tail.rewind(record -> isEnoughOfBefore(MetricsRecord.parse(record.value())));
            do {
                tail.poll().forEach(record -> take(MetricsRecord.parse(record.value())));
            } while (!finishing || !tail.isAtEnd().orElse(false));
        } catch (WakeupException e) {
            LOG.debug("the tail of the metrics was cut off");
        } catch (KafkaException | IllegalArgumentException e) {
            LOG.warn("metrics are followed no further: {}", e.getMessage(), e);
            failure = e;
        }
    }

    /** So far back that the last window of before is read too. */
    private boolean isEnoughOfBefore(MetricsRecord record) {
        return !record.run().equals(run) || (record.kind() == Kind.WINDOW && record.sequence() <= knownUntil);
    }

    private void take(MetricsRecord record) {
        if (!record.run().equals(run)) {
            return;
        }
        latest = record;
        if (record.kind() == Kind.WINDOW) {
            latestWindow = record;
        }
        if (record.sequence() <= knownUntil) {
            before = record;
            return;
        }
        try {
            listener.accept(record);
        } catch (RuntimeException e) {
            LOG.warn("a listener failed on metrics record {}", record.sequence(), e);
        }
    }

    /** The last record of the run that was no news; empty if it has none. */
    public Optional<MetricsRecord> before() {
        return Optional.ofNullable(before);
    }

    /** The newest record of the run. */
    public Optional<MetricsRecord> latest() {
        return Optional.ofNullable(latest);
    }

    /** Whether the newest record of the run is the one that a bounded run ends with. */
    public boolean hasEnded() {
        return latest().filter(MetricsRecord::ended).isPresent();
    }

    /** The newest record of the run that has a window. */
    public Optional<MetricsRecord> latestWindow() {
        return Optional.ofNullable(latestWindow);
    }

    /**
     * Reads what is committed by now, then ends. Idempotent.
     *
     * @param patience how long the broker may take
     * @throws UserError if not all of it could be read
     */
    public void finish(Duration patience) throws InterruptedException {
        finishing = true;
        thread.join(patience.toMillis());
        if (thread.isAlive()) {
            throw UserError.noBroker(address, patience, null);
        }
        RuntimeException reason = failure;
        if (reason != null) {
            throw new UserError(
                    "the metrics of " + run + " cannot be read from the broker at " + address + ": "
                            + reason.getMessage()
                            + "; the state of the run is kept: see that its metrics topic can be read, and start it again",
                    reason);
        }
    }

    /** Ends at once, whatever is still to be read. */
    @Override
    public void close() {
        if (thread.isAlive()) {
            tail.stop();
        }
        try {
            thread.join(FAREWELL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
