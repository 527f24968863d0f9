package dev.millrace.pipeline.types;

import dev.millrace.sample.Ingested;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Rejected;
import dev.millrace.sample.SampleCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Samples and rejections as {@link SampleCodec} writes them. */
public final class IngestedSerializer extends ImmutableSerializer<Ingested> {

    /** The only one there need be. */
    public static final IngestedSerializer INSTANCE = new IngestedSerializer();

    @Override
    protected void write(Ingested record, DataOutput target) throws IOException {
        SampleCodec.write(record, target);
    }

    @Override
    protected Ingested read(DataInput source) throws IOException {
        return SampleCodec.read(source);
    }

    @Override
    public Ingested createInstance() {
        return new Rejected(Origin.of("", 0, 0), Rejected.Reason.NULL_VALUE, "", null);
    }

    @Override
    public TypeSerializerSnapshot<Ingested> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What Flink remembers of this serializer; it makes one by reflection. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Ingested> {
        public Snapshot() {
            super(IngestedSerializer::new);
        }
    }
}
