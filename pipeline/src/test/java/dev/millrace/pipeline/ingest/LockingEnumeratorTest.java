package dev.millrace.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.UserError;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.IOUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LockingEnumeratorTest {

    /** What happened, in order. */
    private final List<String> events = new ArrayList<>();

    private final LockingEnumerator enumerator = new LockingEnumerator(new Connector(events), this::acquire);

    @Test
    void locksBeforeTheConnectorStartsAndReleasesBeforeItIsClosed() throws IOException {
        enumerator.start();
        enumerator.close();

        assertThat(events).containsExactly("acquired", "started", "released", "closed");
    }

    @Test
    void keepsNoLockWhenItIsClosedBeforeItStarts() throws IOException {
        enumerator.close();
        enumerator.start();

        assertThat(events).containsExactly("closed", "acquired", "released");
    }

    @Test
    void keepsNoLockWhenItIsClosedWhileItAcquiresIt() throws IOException {
        List<AutoCloseable> late = new ArrayList<>();
        LockingEnumerator closedMeanwhile = new LockingEnumerator(new Connector(events), () -> {
            IOUtils.closeAllQuietly(late);
            return acquire();
        });
        late.add(closedMeanwhile);

        closedMeanwhile.start();

        assertThat(events).containsExactly("closed", "acquired", "released");
    }

    @Test
    void releasesOnceThoughItIsClosedTwice() throws IOException {
        enumerator.start();
        enumerator.close();
        enumerator.close();

        assertThat(events).containsOnlyOnce("released");
    }

    @Test
    void failsForGoodWhereAnotherJobIs() {
        LockingEnumerator second = new LockingEnumerator(new Connector(events), () -> {
            throw new UserError("another job has it");
        });

        assertThatThrownBy(second::start)
                .isInstanceOf(SuppressRestartsException.class)
                .hasRootCauseMessage("another job has it");
        assertThat(events).isEmpty();
    }

    @Test
    void failsAsAnythingDoesWhereItCannotBeToldWhetherAnotherJobIs() {
        LockingEnumerator blind = new LockingEnumerator(new Connector(events), () -> {
            throw new IOException("no space left on device");
        });

        assertThatThrownBy(blind::start)
                .isNotInstanceOf(SuppressRestartsException.class)
                .hasRootCauseMessage("no space left on device");
        assertThat(events).isEmpty();
    }

    @Test
    void staysInterruptedWhereItIsWhileItWaits() {
        LockingEnumerator waiting = new LockingEnumerator(new Connector(events), () -> {
            throw new InterruptedException();
        });

        assertThatThrownBy(waiting::start)
                .isNotInstanceOf(SuppressRestartsException.class)
                .hasMessageStartingWith("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(events).isEmpty();
    }

    private Closeable acquire() {
        events.add("acquired");
        return () -> events.add("released");
    }

    /** In the connector's place. */
    private record Connector(List<String> events)
            implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {

        @Override
        public void start() {
            events.add("started");
        }

        @Override
        public void handleSplitRequest(int subtask, @Nullable String hostname) {}

        @Override
        public void addSplitsBack(List<KafkaPartitionSplit> splits, int subtask) {}

        @Override
        public void addReader(int subtask) {}

        @Override
        public KafkaSourceEnumState snapshotState(long checkpointId) {
            return new KafkaSourceEnumState(Set.of(), false);
        }

        @Override
        public void close() {
            events.add("closed");
        }
    }
}
