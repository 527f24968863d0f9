package dev.millrace.pipeline.ingest;

import dev.millrace.pipeline.UserError;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;

/**
 * The connector's enumerator, holding what only one job may have. It is the part of a job that lives in the JobManager from the job's start to its end,
 * whatever the cluster; a failure of the whole job makes it anew, after the old one is closed. A job that another is in the way of fails for good: it would
 * otherwise go on from an old checkpoint as soon as the other ends.
 */
final class HoldingEnumerator implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {

    private final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator;
    private final Exclusive exclusive;
    private @Nullable Closeable held;

    HoldingEnumerator(SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator, Exclusive exclusive) {
        this.enumerator = enumerator;
        this.exclusive = exclusive;
    }

    @Override
    public void start() {
        try {
            held = exclusive.take();
        } catch (UserError e) {
            throw new SuppressRestartsException(e);
        }
        enumerator.start();
    }

    @Override
    public void handleSplitRequest(int subtask, @Nullable String hostname) {
        enumerator.handleSplitRequest(subtask, hostname);
    }

    @Override
    public void addSplitsBack(List<KafkaPartitionSplit> splits, int subtask) {
        enumerator.addSplitsBack(splits, subtask);
    }

    @Override
    public void addReader(int subtask) {
        enumerator.addReader(subtask);
    }

    @Override
    public KafkaSourceEnumState snapshotState(long checkpointId) throws Exception {
        return enumerator.snapshotState(checkpointId);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        enumerator.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void close() throws IOException {
        try {
            enumerator.close();
        } finally {
            if (held != null) {
                held.close();
            }
        }
    }
}
