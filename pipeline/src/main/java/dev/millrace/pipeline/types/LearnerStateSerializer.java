package dev.millrace.pipeline.types;

import dev.millrace.trainer.LearnerState;
import dev.millrace.trainer.LearnerStateCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** The state of a model as {@link LearnerStateCodec} writes it. */
public final class LearnerStateSerializer extends ImmutableSerializer<LearnerState> {

    /** The only one there need be. */
    public static final LearnerStateSerializer INSTANCE = new LearnerStateSerializer();

    @Override
    protected void write(LearnerState state, DataOutput target) throws IOException {
        LearnerStateCodec.write(state, target);
    }

    @Override
    protected LearnerState read(DataInput source) throws IOException {
        return LearnerStateCodec.read(source);
    }

    @Override
    public LearnerState createInstance() {
        return new LearnerState.Builder().build();
    }

    @Override
    public TypeSerializerSnapshot<LearnerState> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What Flink remembers of this serializer; it makes one by reflection. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<LearnerState> {
        public Snapshot() {
            super(LearnerStateSerializer::new);
        }
    }
}
