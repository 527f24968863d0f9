package dev.millrace.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** A broker answers a change before everybody sees it: these return when everybody does. */
public final class Settled {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(20);

    private Settled() {}

    /** Creates a topic. The controller knows it at once, the broker a moment later. */
    public static void create(Admin admin, NewTopic topic) {
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        await(
                "topic " + topic.name() + " is there",
                () -> admin.listTopics().names().get().contains(topic.name()));
    }

    /**
     * Waits until readers of committed records see all of a topic's only partition, in which no transaction is open. A commit is decided when the producer
     * hears of it, and shows when its marker is in the partition.
     */
    public static void awaitCommits(Admin admin, String topic) {
        await(
                "what was committed on topic " + topic + " can be read",
                () -> end(admin, topic, IsolationLevel.READ_COMMITTED)
                        == end(admin, topic, IsolationLevel.READ_UNCOMMITTED));
    }

    private static long end(Admin admin, String topic, IsolationLevel level)
            throws ExecutionException, InterruptedException {
        TopicPartition partition = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(level))
                .partitionResult(partition)
                .get()
                .offset();
    }

    /** Something to look at again and again. */
    @FunctionalInterface
    public interface Look {
        /** Whether it has come true. */
        boolean holds() throws ExecutionException, InterruptedException;
    }

    /** Waits until something holds. */
    public static void await(String what, Look look) {
        Instant deadline = Instant.now().plus(PATIENCE);
        try {
            while (!look.holds()) {
                if (Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException("not within " + PATIENCE + ": " + what);
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
