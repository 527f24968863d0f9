package dev.millrace.pipeline.publish;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * The connector's sink, whose writers close all that they opened, and whose committer is a {@link PatientCommitter}. Writers of connector 5.0.0 make a client that
 * asks the broker for transactions left behind, and forget it: its thread stays, and keeps the class loader of the job, with each deployment and with each
 * restart.
 *
 * @param <StateT> state of the writers
 * @param <CommT> what they hand to the committer
 */
public final class ClosingSink<StateT, CommT>
        implements TwoPhaseCommittingStatefulSink<Publication, StateT, CommT>,
                SupportsPostCommitTopology<CommT>,
                LineageVertexProvider {

    private final TwoPhaseCommittingStatefulSink<Publication, StateT, CommT> sink;
    private final SupportsPostCommitTopology<CommT> topology;
    private final LineageVertexProvider lineage;

    private ClosingSink(
            TwoPhaseCommittingStatefulSink<Publication, StateT, CommT> sink,
            SupportsPostCommitTopology<CommT> topology,
            LineageVertexProvider lineage) {
        this.sink = sink;
        this.topology = topology;
        this.lineage = lineage;
    }

    /** A sink around the connector's. */
    static <
                    StateT,
                    CommT,
                    S extends
                            TwoPhaseCommittingStatefulSink<Publication, StateT, CommT>
                                    & SupportsPostCommitTopology<CommT> & LineageVertexProvider>
            ClosingSink<StateT, CommT> of(S sink) {
        return new ClosingSink<>(sink, sink, sink);
    }

    @Override
    public PrecommittingStatefulSinkWriter<Publication, StateT, CommT> createWriter(WriterInitContext context)
            throws IOException {
        return new ClosingWriter<>(sink.createWriter(context));
    }

    @Override
    public PrecommittingStatefulSinkWriter<Publication, StateT, CommT> restoreWriter(
            WriterInitContext context, Collection<StateT> recovered) throws IOException {
        return new ClosingWriter<>(sink.restoreWriter(context, recovered));
    }

    @Override
    public SimpleVersionedSerializer<StateT> getWriterStateSerializer() {
        return sink.getWriterStateSerializer();
    }

    @Override
    public Committer<CommT> createCommitter(CommitterInitContext context) throws IOException {
        return new PatientCommitter<>(sink.createCommitter(context));
    }

    @Override
    public SimpleVersionedSerializer<CommT> getCommittableSerializer() {
        return sink.getCommittableSerializer();
    }

    @Override
    public void addPostCommitTopology(DataStream<CommittableMessage<CommT>> committables) {
        topology.addPostCommitTopology(committables);
    }

    @Override
    public LineageVertex getLineageVertex() {
        return lineage.getLineageVertex();
    }

    /** What a writer has forgotten; null if nothing, or if the connector's writers have no such client any more. */
    private static @Nullable Admin forgottenClient(Object writer) throws IllegalAccessException {
        try {
            Field client = writer.getClass().getDeclaredField("adminClient");
            client.setAccessible(true);
            return (Admin) client.get(writer);
        } catch (NoSuchFieldException e) {
            return null;
        }
    }

    @SuppressWarnings("try") // Flink closes writers, and an interruption of that is its own
    private record ClosingWriter<StateT, CommT>(PrecommittingStatefulSinkWriter<Publication, StateT, CommT> writer)
            implements PrecommittingStatefulSinkWriter<Publication, StateT, CommT> {

        @Override
        public void write(Publication publication, Context context) throws IOException, InterruptedException {
            writer.write(publication, context);
        }

        @Override
        public void flush(boolean endOfInput) throws IOException, InterruptedException {
            writer.flush(endOfInput);
        }

        @Override
        public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
            writer.writeWatermark(watermark);
        }

        @Override
        public List<StateT> snapshotState(long checkpointId) throws IOException {
            return writer.snapshotState(checkpointId);
        }

        @Override
        public Collection<CommT> prepareCommit() throws IOException, InterruptedException {
            return writer.prepareCommit();
        }

        @Override
        public void close() throws Exception {
            try (Admin forgotten = forgottenClient(writer)) {
                writer.close();
            }
        }
    }
}
