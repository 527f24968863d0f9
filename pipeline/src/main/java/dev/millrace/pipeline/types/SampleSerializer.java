package dev.millrace.pipeline.types;

import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Sample;
import dev.millrace.sample.SampleCodec;
import dev.millrace.sample.Target;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Samples alone, as {@link SampleCodec} writes them: for jobs that compute their samples themselves. */
public final class SampleSerializer extends ImmutableSerializer<Sample> {

    /** The only one there need be. */
    public static final SampleSerializer INSTANCE = new SampleSerializer();

    @Override
    protected void write(Sample sample, DataOutput target) throws IOException {
        SampleCodec.write(sample, target);
    }

    @Override
    protected Sample read(DataInput source) throws IOException {
        Ingested record = SampleCodec.read(source);
        if (record instanceof Sample sample) {
            return sample;
        }
        throw new IOException("a sample was expected, got a rejected record from " + record.origin());
    }

    @Override
    public Sample createInstance() {
        return Sample.of(Origin.of("", 0, 0), Features.of("", new Feature.Missing()), Target.None.INSTANCE);
    }

    @Override
    public TypeSerializerSnapshot<Sample> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What Flink remembers of this serializer; it makes one by reflection. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Sample> {
        public Snapshot() {
            super(SampleSerializer::new);
        }
    }
}
