package dev.millrace.pipeline.types;

import dev.millrace.pipeline.publish.Publication;
import dev.millrace.pipeline.publish.Publication.Header;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Publications between tasks that are not chained. Version 1, big-endian, absent arrays having length -1:
 *
 * <pre>
 * version(1) topic(UTF) partition(int, -1 for none) key(array)
 * headers(int), for each: name(UTF) value(array)
 * value(array)
 * </pre>
 */
public final class PublicationSerializer extends ImmutableSerializer<Publication> {

    /** The only one there need be. */
    public static final PublicationSerializer INSTANCE = new PublicationSerializer();

    private static final int VERSION = 1;
    private static final int ABSENT = -1;

    @Override
    protected void write(Publication publication, DataOutput target) throws IOException {
        target.writeByte(VERSION);
        target.writeUTF(publication.topic());
        Integer partition = publication.partition();
        target.writeInt(partition == null ? ABSENT : partition);
        writeArray(publication.key(), target);
        target.writeInt(publication.headers().size());
        for (Header header : publication.headers()) {
            target.writeUTF(header.name());
            writeArray(header.value(), target);
        }
        writeArray(publication.value(), target);
    }

    @Override
    protected Publication read(DataInput source) throws IOException {
        int version = source.readUnsignedByte();
        if (version != VERSION) {
            throw new IOException("publication of version " + version + "; this release reads version " + VERSION);
        }
        String topic = source.readUTF();
        int partition = source.readInt();
        byte[] key = readArray(source);
        int count = source.readInt();
        List<Header> headers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String name = source.readUTF();
            byte[] value = readArray(source);
            if (value == null) {
                throw new IOException("header " + name + " has no value");
            }
            headers.add(new Header(name, value));
        }
        return new Publication(topic, partition == ABSENT ? null : partition, key, headers, readArray(source));
    }

    private static void writeArray(byte @Nullable [] array, DataOutput target) throws IOException {
        if (array == null) {
            target.writeInt(ABSENT);
        } else {
            target.writeInt(array.length);
            target.write(array);
        }
    }

    private static byte @Nullable [] readArray(DataInput source) throws IOException {
        int length = source.readInt();
        if (length == ABSENT) {
            return null;
        }
        byte[] array = new byte[length];
        source.readFully(array);
        return array;
    }

    @Override
    public Publication createInstance() {
        return new Publication("", null, null, List.of(), null);
    }

    @Override
    public TypeSerializerSnapshot<Publication> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What Flink remembers of this serializer; it makes one by reflection. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Publication> {
        public Snapshot() {
            super(PublicationSerializer::new);
        }
    }
}
