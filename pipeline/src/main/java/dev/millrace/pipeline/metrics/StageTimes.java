package dev.millrace.pipeline.metrics;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How long a task has been busy in each stage. A stage's time is its own: what it hands on is timed where it is taken in, although the stages of a task
 * are nested calls.
 *
 * <p>To look at the clock twice takes 50 to 100 ns, as long as a stage may take for a small record. So of stages that run for every record one record in
 * {@value #ONE_IN} is timed, and counts as many times. Which ones, its position says, in a sequence that no period of the stream can fall in step with.
 *
 * <p>One thread writes; any may read.
 */
public final class StageTimes {

    private static final int BITS = 4;

    static final int ONE_IN = 1 << BITS;

    private static final long NOT_TIMED = Long.MIN_VALUE;

    /** The golden ratio as a fraction of 2^64: its multiples spread evenly, however few of them are looked at. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** Flink gives each task a thread of its own, and the operators of a task no other way to share something that is not serialised. */
    private static final ThreadLocal<StageTimes> OF_THREAD =
            ThreadLocal.withInitial(() -> new StageTimes(System::nanoTime));

    private final LongSupplier nanoClock;
    private final Map<Stage, AtomicLong> nanos = new EnumMap<>(Stage.class);

    /** The stages, in flow order. */
    public enum Stage {
        /** From a record's bytes to a sample. */
        DECODE,
        /** From a sample to its variant. */
        AUGMENT,
        /** Predict, score and update. */
        TRAIN,
        /** From results to the producer's buffer; a broker that does not keep up shows here. */
        PUBLISH;

        /** {@code decode}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Times that are all zero.
     *
     * @param nanoClock nanoseconds since any moment
     */
    public StageTimes(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        for (Stage stage : Stage.values()) {
            nanos.put(stage, new AtomicLong());
        }
    }

    /** Those of the task whose thread calls. */
    public static StageTimes ofThisTask() {
        return OF_THREAD.get();
    }

    /** A stage begins; the result goes to {@link #end}. */
    public long begin() {
        return nanoClock.getAsLong();
    }

    /** The stage that began then has ended. */
    public void end(Stage stage, long begun) {
        add(stage, nanoClock.getAsLong() - begun);
    }

    /** A stage begins for one record, which may be timed or not; the result goes to {@link #endRecord}. */
    public long beginRecord(long position) {
        return isTimed(position) ? nanoClock.getAsLong() : NOT_TIMED;
    }

    /** The stage that began then for one record has ended. */
    public void endRecord(Stage stage, long begun) {
        if (begun != NOT_TIMED) {
            add(stage, ONE_IN * (nanoClock.getAsLong() - begun));
        }
    }

    /** Seconds in {@code stage} so far. */
    public double seconds(Stage stage) {
        return of(stage).get() / 1e9;
    }

    private static boolean isTimed(long position) {
        // The last of the parts: the first would have the first record of a topic, which pays for loading classes.
        return (position * GOLDEN) >>> (Long.SIZE - BITS) == ONE_IN - 1;
    }

    private void add(Stage stage, long more) {
        AtomicLong sum = of(stage);
        // There is no other writer.
        sum.lazySet(sum.get() + more);
    }

    private AtomicLong of(Stage stage) {
        return Objects.requireNonNull(nanos.get(stage));
    }
}
