package dev.millrace.pipeline.publish;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares what checkpoints promised with what a topic holds. A transaction that Kafka aborted because its producer was away for too long disappears without an
 * error anywhere; what remains is a gap in the sequence numbers of its topic, or numbers that never come.
 *
 * <p>Numbers are those of one topic, gapless from 1. The trainer says what it promised; a reader says what it found. Thread-safe; the clock is
 * whatever the callers agree on.
 */
public final class SequenceLedger {

    private static final String OLDER =
            ": a checkpoint older than what was published was restored, or another job publishes the same model; "
                    + "end that job and resume from the newest checkpoint, or pass --fresh for a new run";

    private final String topic;
    private final Duration patience;

    /** What came before the run; not judged, so that a loss that was said once does not stop the runs after it. */
    private final long base;

    /** What each transaction carries that is not known to be committed, by the last number in it. */
    private final TreeMap<Long, String> transactions = new TreeMap<>();

    /** Until when a number may take to appear that was promised and did not yet, by number. */
    private final TreeMap<Long, Long> deadlines = new TreeMap<>();

    private long committed;
    private boolean started;

    /** Whether the number that will be found first is not known, because the records before it are gone by age. */
    private boolean expired;

    private long promised;

    /** Last number that can be there: no transaction that holds a greater one was closed. */
    private long closed;

    private @Nullable String loss;

    /**
     * A ledger of a topic.
     *
     * @param topic its name, for sentences
     * @param base last number that was there before the run, 0 for none
     * @param promised last number that was promised before: the restored state's, or the base
     * @param patience how long after a promise its numbers may take to appear
     * @param nowMillis the time
     */
    public SequenceLedger(String topic, long base, long promised, Duration patience, long nowMillis) {
        this.topic = topic;
        this.patience = patience;
        this.base = base;
        this.promised = base;
        this.closed = promised;
        promise(promised, nowMillis);
    }

    /** Last number that was promised. */
    public synchronized long promised() {
        return promised;
    }

    /**
     * A transaction is about to be closed; to be said before its checkpoint can complete, because the sink may commit it before anyone else
     * hears of that.
     *
     * @param last the last number in it
     * @param content what it carries, for people: {@code records 1 to 64 of the input}
     */
    public synchronized void close(long last, String content) {
        transactions.put(last, content);
        closed = Math.max(closed, last);
    }

    /** A checkpoint is complete: numbers up to {@code sequence} will appear. */
    public synchronized void promise(long sequence, long nowMillis) {
        if (sequence > promised) {
            promised = sequence;
            deadlines.put(sequence, nowMillis + patience.toMillis());
        }
    }

    /**
     * The reader begins.
     *
     * @param before the number it will find first is the one after this, unless something was lost
     */
    public synchronized void begin(long before) {
        committed = Math.max(before, base);
        started = true;
        settle();
    }

    /** The reader begins with a topic whose records are all gone by age: what was promised so far is taken to have been there. */
    public synchronized void beginExpired() {
        begin(promised);
        expired = true;
    }

    /** The reader found the next record of the topic. */
    public synchronized void found(long sequence) {
        if (loss != null || sequence <= base) {
            return;
        }
        if (expired) {
            committed = Math.min(committed, sequence - 1);
            expired = false;
        }
        if (sequence > closed) {
            lose("topic " + topic + " holds number " + sequence + ", but this job has published only up to " + closed
                    + OLDER);
        } else if (sequence > committed + 1) {
            lose(committed + 1, sequence - 1);
        } else if (sequence <= committed) {
            lose("topic " + topic + " holds number " + sequence + " a second time, after " + committed + OLDER);
        } else {
            committed = sequence;
            settle();
        }
    }

    private void settle() {
        transactions.headMap(committed, true).clear();
        deadlines.headMap(committed, true).clear();
        notifyAll();
    }

    /** The broker could not be asked for so long: promised numbers have that much more time to appear. */
    public synchronized void wasAway(long millis) {
        deadlines.replaceAll((number, deadline) -> deadline + millis);
    }

    /** Whether promised numbers have not appeared yet. */
    public synchronized boolean isWaiting() {
        return started && loss == null && !deadlines.isEmpty();
    }

    /** Whether promised numbers should have appeared by now. */
    public synchronized boolean isOverdue(long nowMillis) {
        return isWaiting() && nowMillis >= deadlines.firstEntry().getValue();
    }

    /** The reader has read all there is: what is missing and {@linkplain #isOverdue overdue} will not come any more. */
    public synchronized void nothingMore(long nowMillis) {
        if (isOverdue(nowMillis)) {
            lose(committed + 1, deadlines.firstKey());
        }
    }

    /** What was lost, as a sentence; null if nothing was. */
    public synchronized @Nullable String loss() {
        return loss;
    }

    /**
     * Waits until all that was promised has appeared.
     *
     * @throws DeliveryLostException if it is lost
     */
    public synchronized void await() throws InterruptedException {
        while (loss == null && (!started || committed < promised)) {
            wait();
        }
        if (loss != null) {
            throw new DeliveryLostException(loss);
        }
    }

    private void lose(long first, long last) {
        lose("records " + first + " to " + last + " of topic " + topic + " were lost, and with them "
                + contents(first, last)
                + ": their checkpoints were complete, but the broker aborted the transactions, as it does when it was out of reach for "
                + "longer than kafka.transactionTimeout; pass --fresh for a new run, and raise the timeout");
    }

    private void lose(String sentence) {
        loss = sentence;
        notifyAll();
    }

    /** What the transactions carried that the numbers from {@code first} to {@code last} belong to. */
    private String contents(long first, long last) {
        Long end = transactions.ceilingKey(last);
        Map<Long, String> lost =
                end == null ? transactions.tailMap(first) : transactions.subMap(first, true, end, true);
        return lost.isEmpty() ? "all that was published in the same transactions" : String.join("; ", lost.values());
    }
}
