package dev.millrace.pipeline.publish;

import dev.millrace.pipeline.PipelineConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Follows what was committed to the metrics topic and enters it in a {@link SequenceLedger}. Every transaction holds a record of that topic, so
 * one topic tells of all. Reads in a thread of its own; a broker out of reach is waited for, never taken for a loss: the time that it is away does not count.
 */
public final class DeliveryCheck implements AutoCloseable {

    /** Between two questions where the topic ends, while there is something to wait for. */
    private static final long PAUSE_MILLIS = 1_000;

    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final TopicTail tail;
    private final SequenceLedger ledger;
    private final Consumer<Throwable> onFailure;
    private final Thread thread;
    private volatile boolean closing;

    /** When the broker was last known to be there. */
    private long answeredMillis = now();

    private boolean away;

    private DeliveryCheck(TopicTail tail, SequenceLedger ledger, Consumer<Throwable> onFailure) {
        this.tail = tail;
        this.ledger = ledger;
        this.onFailure = onFailure;
        this.thread = new Thread(this::run, "millrace-delivery-check");
        this.thread.setDaemon(true);
    }

    /**
     * Starts to follow.
     *
     * @param topic the metrics topic
     * @param model whose records of it; others are passed over
     * @param ledger what was promised
     * @param onFailure called once, by the thread, with a {@link DeliveryLostException} or with what keeps it from reading
     */
    public static DeliveryCheck start(
            PipelineConfig.Kafka kafka,
            String topic,
            String model,
            SequenceLedger ledger,
            Consumer<Throwable> onFailure) {
        DeliveryCheck check = new DeliveryCheck(TopicTail.open(kafka, topic, model, null), ledger, onFailure);
        check.thread.start();
        return check;
    }

    private void run() {
        try (tail) {
            begin();
            while (!closing && ledger.loss() == null) {
                tail.poll().forEach(record -> ledger.found(SequenceHeader.of(record)));
                look();
            }
            String loss = ledger.loss();
            if (loss != null) {
                onFailure.accept(new DeliveryLostException(loss));
            }
        } catch (WakeupException e) {
            // closed while it waited for the broker
            closing = true;
        } catch (RuntimeException | Error e) {
            // Whatever it is: a check that ends without a word would be taken for one that found nothing wrong.
            if (!closing) {
                onFailure.accept(e);
            }
        }
    }

    /** While something is waited for, asks now and then whether there is more: a broker that was away must not make it late. */
    private void look() {
        if (!ledger.isWaiting()) {
            answeredMillis = now();
        } else if (away || now() - answeredMillis >= PAUSE_MILLIS) {
            Optional<Boolean> isAtEnd = tail.isAtEnd();
            if (isAtEnd.isEmpty()) {
                away = true;
                return;
            }
            if (away) {
                away = false;
                ledger.wasAway(now() - answeredMillis);
            }
            answeredMillis = now();
            if (isAtEnd.get()) {
                ledger.nothingMore(answeredMillis);
            }
        }
    }

    /**
     * Reads from so far back that the last promised number, or an earlier one, comes first: what a restart committed since then shows in
     * order, with its gap if it has one.
     */
    private void begin() {
        long promised = ledger.promised();
        long begunMillis = now();
        Optional<Long> first =
                tail.rewind(record -> SequenceHeader.of(record) <= promised + 1).map(SequenceHeader::of);
        if (tail.isWhole()) {
            ledger.begin(0);
        } else if (first.isPresent()) {
            ledger.begin(first.get() - 1);
        } else {
            ledger.beginExpired();
        }
        ledger.wasAway(now() - begunMillis);
        answeredMillis = now();
    }

    private static long now() {
        return Clock.systemUTC().millis();
    }

    /** Stops following. */
    @Override
    public void close() {
        closing = true;
        tail.stop();
        try {
            thread.join(FAREWELL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
