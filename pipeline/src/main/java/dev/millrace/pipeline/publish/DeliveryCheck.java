package dev.millrace.pipeline.publish;

import dev.millrace.pipeline.PipelineConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Follows what was committed to the metrics topic and enters it in a {@link SequenceLedger}. Every transaction holds a record of that topic, so
 * one topic tells of all. Reads in a thread of its own; a broker out of reach is waited for, never taken for a loss.
 */
public final class DeliveryCheck implements AutoCloseable {

    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final TopicTail tail;
    private final SequenceLedger ledger;
    private final Consumer<Throwable> onFailure;
    private final Thread thread;
    private volatile boolean closing;

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
        DeliveryCheck check = new DeliveryCheck(TopicTail.open(kafka, topic, model), ledger, onFailure);
        check.thread.start();
        return check;
    }

    private void run() {
        try (tail) {
            begin();
            while (!closing && ledger.loss() == null) {
                tail.poll().forEach(record -> ledger.found(SequenceHeader.of(record)));
                if (ledger.isOverdue(now()) && tail.isAtEnd()) {
                    ledger.nothingMore(now());
                }
            }
            String loss = ledger.loss();
            if (loss != null) {
                onFailure.accept(new DeliveryLostException(loss));
            }
        } catch (WakeupException e) {
            // closed while it waited for the broker
            closing = true;
        } catch (RuntimeException e) {
            // Whatever it is: a check that ends without a word would be taken for one that found nothing wrong.
            if (!closing) {
                onFailure.accept(e);
            }
        }
    }

    /**
     * Reads from so far back that the last promised number, or an earlier one, comes first: what a restart committed since then shows in
     * order, with its gap if it has one.
     */
    private void begin() {
        long promised = ledger.promised();
        Optional<Long> first =
                tail.rewind(record -> SequenceHeader.of(record) <= promised + 1).map(SequenceHeader::of);
        if (tail.isWhole()) {
            ledger.begin(0);
        } else if (first.isPresent()) {
            ledger.begin(first.get() - 1);
        } else {
            ledger.beginExpired();
        }
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
