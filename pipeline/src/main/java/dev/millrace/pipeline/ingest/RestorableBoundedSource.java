package dev.millrace.pipeline.ingest;

import dev.millrace.pipeline.PipelineConfig;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/**
 * A bounded Kafka source that ends after a restore too.
 *
 * <p>With connector 5.0.0 it never would (FLINK-31006): a restored enumerator whose partitions are all known finds no change, returns
 * early, and never tells the readers that no more splits come. So this one tells each reader, after the splits it may
 * still have to get, if the partitions were discovered before the restore. Otherwise the connector discovers them and tells the readers itself.
 */
final class RestorableBoundedSource<T> extends GuardedKafkaSource<T> {

    /**
     * @param kafka where to ask what the topic still holds
     * @param lock what the job has as long as it is on
     */
    RestorableBoundedSource(KafkaSource<T> source, PipelineConfig.Kafka kafka, ExclusiveLock lock) {
        super(source, kafka, lock);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state) throws IOException {
        SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator = super.restoreEnumerator(context, state);
        return state.initialDiscoveryFinished() ? new EndingEnumerator(enumerator, context) : enumerator;
    }

    /** Signals the end of splits to each reader once its pending splits are assigned. */
    private static final class EndingEnumerator extends ForwardingEnumerator {

        private final SplitEnumeratorContext<KafkaPartitionSplit> context;

        /** Readers that registered before {@link #start()} made the pending splits known. */
        private final Set<Integer> early = new TreeSet<>();

        private boolean started;

        EndingEnumerator(
                SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator,
                SplitEnumeratorContext<KafkaPartitionSplit> context) {
            super(enumerator);
            this.context = context;
        }

        @Override
        public void start() {
            super.start();
            started = true;
            early.forEach(this::addReader);
            early.clear();
        }

        @Override
        public void addReader(int subtask) {
            if (!started) {
                early.add(subtask);
                return;
            }
            super.addReader(subtask);
            context.signalNoMoreSplits(subtask);
        }
    }
}
