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

class HoldingEnumeratorTest {

    /** What happened, in order. */
    private final List<String> events = new ArrayList<>();

    private final HoldingEnumerator enumerator = new HoldingEnumerator(new Connector(events), this::take);

    @Test
    void takesBeforeTheConnectorStartsAndGivesUpBeforeItIsClosed() throws IOException {
        enumerator.start();
        enumerator.close();

        assertThat(events).containsExactly("taken", "started", "given up", "closed");
    }

    @Test
    void holdsNothingWhenItIsClosedBeforeItStarts() throws IOException {
        enumerator.close();
        enumerator.start();

        assertThat(events).containsExactly("closed", "taken", "given up");
    }

    @Test
    void holdsNothingWhenItIsClosedWhileItTakes() throws IOException {
        List<AutoCloseable> late = new ArrayList<>();
        HoldingEnumerator closedMeanwhile = new HoldingEnumerator(new Connector(events), () -> {
            IOUtils.closeAllQuietly(late);
            return take();
        });
        late.add(closedMeanwhile);

        closedMeanwhile.start();

        assertThat(events).containsExactly("closed", "taken", "given up");
    }

    @Test
    void givesUpOnceThoughItIsClosedTwice() throws IOException {
        enumerator.start();
        enumerator.close();
        enumerator.close();

        assertThat(events).containsOnlyOnce("given up");
    }

    @Test
    void failsForGoodWhereAnotherJobIs() {
        HoldingEnumerator second = new HoldingEnumerator(new Connector(events), () -> {
            throw new UserError("another job has it");
        });

        assertThatThrownBy(second::start)
                .isInstanceOf(SuppressRestartsException.class)
                .hasRootCauseMessage("another job has it");
        assertThat(events).isEmpty();
    }

    @Test
    void failsAsAnythingDoesWhereItCannotBeToldWhetherAnotherJobIs() {
        HoldingEnumerator blind = new HoldingEnumerator(new Connector(events), () -> {
            throw new IOException("no space left on device");
        });

        assertThatThrownBy(blind::start)
                .isNotInstanceOf(SuppressRestartsException.class)
                .hasRootCauseMessage("no space left on device");
        assertThat(events).isEmpty();
    }

    @Test
    void staysInterruptedWhereItIsWhileItWaits() {
        HoldingEnumerator waiting = new HoldingEnumerator(new Connector(events), () -> {
            throw new InterruptedException();
        });

        assertThatThrownBy(waiting::start)
                .isNotInstanceOf(SuppressRestartsException.class)
                .hasMessageStartingWith("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(events).isEmpty();
    }

    private Closeable take() {
        events.add("taken");
        return () -> events.add("given up");
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
