package dev.millrace.pipeline.ingest;

import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.publish.Topics;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * A reader of Kafka records that gives up where no restart helps: once records are deleted that it has not read, it fails for good, with a sentence that says
 * which. Flink would restart the job for ever otherwise. For that it knows of each partition the offset that comes next, from the moment it gets it. It also tells
 * its task when it has {@linkplain InputEnd come to the end}.
 *
 * @param reader of the connector
 * @param kafka where to ask what the topic still holds
 */
@SuppressWarnings("try") // Flink closes readers, and an interruption of that is its own
record ExplainingReader<T>(SourceReader<T, KafkaPartitionSplit> reader, PipelineConfig.Kafka kafka)
        implements SourceReader<T, KafkaPartitionSplit> {

    @Override
    public void start() {
        reader.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
        try {
            InputStatus status = reader.pollNext(output);
            if (status == InputStatus.END_OF_INPUT) {
                InputEnd.ofThisTask().reach();
            }
            return status;
        } catch (RuntimeException e) {
            String sentence = DeletedInput.sentence(kafka, e);
            throw sentence == null ? e : new SuppressRestartsException(new UserError(sentence, e));
        }
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
        return reader.snapshotState(checkpointId);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return reader.isAvailable();
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        reader.addSplits(splits.stream().map(this::fromAnOffset).toList());
    }

    /** The connector begins a partition that the topic got lately at its mark for the earliest record, see {@link FirstOffsets}. */
    private KafkaPartitionSplit fromAnOffset(KafkaPartitionSplit split) {
        if (split.getStartingOffset() != KafkaPartitionSplit.EARLIEST_OFFSET) {
            return split;
        }
        try (Topics topics = Topics.connect(kafka)) {
            long first = topics.beginningOffsets(split.getTopic()).getOrDefault(split.getPartition(), 0L);
            return new KafkaPartitionSplit(
                    split.getTopicPartition(),
                    first,
                    split.getStoppingOffset().orElse(KafkaPartitionSplit.NO_STOPPING_OFFSET));
        }
    }

    @Override
    public void notifyNoMoreSplits() {
        reader.notifyNoMoreSplits();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        reader.handleSourceEvents(event);
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
        reader.pauseOrResumeSplits(toPause, toResume);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        reader.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        reader.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void close() throws Exception {
        reader.close();
    }
}
