package dev.millrace.client;

import dev.millrace.trainer.snapshot.Manifest;
import dev.millrace.trainer.snapshot.Snapshot;
import dev.millrace.trainer.snapshot.SnapshotAssembler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

/**
 * Follows the snapshots of one model on their topic. It sees what was committed, needs no consumer group, and hands over only what is
 * whole: every chunk there and every hash right. A damaged snapshot is named in the log and passed over.
 *
 * <pre>{@code
 * try (SnapshotSubscriber subscriber =
 *         SnapshotSubscriber.open(Map.of("bootstrap.servers", "localhost:9092"), "fashion.snapshots", "fashion")) {
 *     Optional<Snapshot> newest = subscriber.poll(Duration.ofSeconds(10));
 * }
 * }</pre>
 *
 * <p>Confined to one thread, as the Kafka consumer in it is. Who opens it closes it.
 */
public final class SnapshotSubscriber implements AutoCloseable {

    /** So long a call reads on what is there, however little time it has to wait for what is not. */
    private static final Duration CATCH_UP = Duration.ofSeconds(1);

    private final CommittedRecords records;
    private final String model;
    private final SnapshotAssembler assembler;

    /** Read and not handed over yet: a call that fails after it has read keeps it for the next. */
    private @Nullable Snapshot newest;

    private SnapshotSubscriber(CommittedRecords records, String model) {
        this.records = records;
        this.model = model;
        this.assembler = new SnapshotAssembler(model);
    }

    /**
     * Begins at the topic's first record.
     *
     * @param properties of the Kafka consumer: {@code bootstrap.servers}, security; how records are read is set here
     * @param topic the snapshots topic
     * @param model name of the model
     * @throws SnapshotUnavailableException if no broker answers within 10 s, refuses, or has no such topic
     */
    public static SnapshotSubscriber open(Map<String, ?> properties, String topic, String model) {
        return new SnapshotSubscriber(CommittedRecords.open(properties, topic), model);
    }

    /**
     * The newest snapshot that is whole, if it was not handed over yet. Returns as soon as there is one and nothing more to be read; else
     * waits for one. Versions in between are passed over. A broker that does not answer is waited for like a snapshot that does not come; once there is
     * one, for 10 s at most. Where this throws when it has read a snapshot, the next call hands that over at once.
     *
     * <p>With {@link Duration#ZERO} it waits for nothing, and takes what Kafka's consumer has fetched since the last call. Where that is something, it
     * reads on to the topic's end, which takes up to a second; so does a call with less time than that. Where nothing is fetched yet, as
     * at the first call or where the topic was silent, it begins to fetch and returns, and what is there comes with a later call. Where the topic
     * holds more than can be read in the time, what is newest so far is handed over, and the next call goes on.
     *
     * @param atMost how long to wait
     * @throws SnapshotUnavailableException if the broker refuses access
     */
    public Optional<Snapshot> poll(Duration atMost) {
        if (newest != null) {
            return handOver();
        }
        long start = System.nanoTime();
        Duration left = atMost;
        boolean goOn;
        do {
            boolean came = read(left, snapshot -> newest = snapshot);
            long taken = System.nanoTime() - start;
            left = atMost.minusNanos(taken);
            if (isPositive(left)) {
                goOn = newest == null || !records.isAtEnd(left);
            } else {
                left = CATCH_UP.minusNanos(taken);
                goOn = came && isPositive(left) && !records.isAtEnd(left);
            }
        } while (goOn);
        return handOver();
    }

    private static boolean isPositive(Duration duration) {
        return duration.compareTo(Duration.ZERO) > 0;
    }

    private Optional<Snapshot> handOver() {
        Optional<Snapshot> handedOver = Optional.ofNullable(newest);
        newest = null;
        return handedOver;
    }

    /**
     * The next snapshots that are whole, in the order of the topic, none passed over. Returns as soon as there is one.
     *
     * @param atMost how long to wait
     * @return those that were read at once; empty if none came
     * @throws SnapshotUnavailableException if the broker refuses access
     */
    public List<Snapshot> next(Duration atMost) {
        if (newest != null) {
            return handOver().stream().toList();
        }
        long start = System.nanoTime();
        List<Snapshot> read = new ArrayList<>();
        Duration left = atMost;
        do {
            read(left, read::add);
            left = atMost.minusNanos(System.nanoTime() - start);
        } while (!left.isNegative() && read.isEmpty());
        return read;
    }

    /**
     * Whether everything that is committed now has been read: where nothing was handed over by then, the topic holds no whole snapshot of the model.
     *
     * @param atMost how long the broker may take to answer, up to 10 s; from one that does not, nothing can be read, which counts as the end
     * @throws SnapshotUnavailableException if the broker refuses access
     */
    public boolean isAtEnd(Duration atMost) {
        return records.isAtEnd(atMost);
    }

    /**
     * The newest snapshot, as soon as there is one.
     *
     * @throws SnapshotUnavailableException if none came in time
     */
    public Snapshot first(Duration atMost) {
        return poll(atMost)
                .orElseThrow(() -> new SnapshotUnavailableException("no snapshot of model " + model + " came on topic "
                        + records.topic() + " within " + atMost.toMillis() / 1000.0
                        + " s; check the model's name, and that its job runs"));
    }

    /** Whether records came, be it without completing a snapshot. */
    private boolean read(Duration atMost, Consumer<Snapshot> each) {
        ConsumerRecords<byte[], byte[]> read = records.poll(atMost);
        read.forEach(record -> SnapshotParts.of(record).flatMap(assembler::add).ifPresent(each));
        return !read.isEmpty();
    }

    /**
     * What is on the topic now: the manifest of each whole snapshot, by version. Reads the topic from its beginning; what {@link #poll}
     * returns next does not change.
     *
     * @param atMost how long this may take
     * @throws SnapshotUnavailableException if it takes longer, or the broker refuses access
     */
    public List<Manifest> manifests(Duration atMost) {
        Map<Long, Manifest> manifests = new TreeMap<>();
        scan(atMost, snapshot -> manifests.put(snapshot.manifest().version(), snapshot.manifest()));
        return List.copyOf(manifests.values());
    }

    /**
     * One version, if it is still on the topic and whole. Reads the topic from its beginning; what {@link #poll} returns next does not
     * change.
     *
     * @param atMost how long this may take
     * @throws SnapshotUnavailableException if it takes longer, or the broker refuses access
     */
    public Optional<Snapshot> snapshot(long version, Duration atMost) {
        Map<Long, Snapshot> found = new HashMap<>();
        scan(atMost, snapshot -> {
            if (snapshot.manifest().version() == version) {
                found.put(version, snapshot);
            }
        });
        return Optional.ofNullable(found.get(version));
    }

    private void scan(Duration atMost, Consumer<Snapshot> each) {
        SnapshotAssembler fresh = new SnapshotAssembler(model);
        records.readAll(
                atMost, record -> SnapshotParts.of(record).flatMap(fresh::add).ifPresent(each));
    }

    /** Whose snapshots it follows, and where: {@code model fashion on topic fashion.snapshots at localhost:9092}. */
    @Override
    public String toString() {
        return "model " + model + " on " + records;
    }

    @Override
    public void close() {
        records.close();
    }
}
