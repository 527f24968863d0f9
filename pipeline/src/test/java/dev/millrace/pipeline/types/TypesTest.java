package dev.millrace.pipeline.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.publish.Publication;
import dev.millrace.pipeline.publish.Publication.Header;
import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Rejected;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Target;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class TypesTest {

    /** {@link #FULL} in version 1: version, topic, partition, key, one header, value, by hand from the layout. */
    private static final String FULL_1 =
            "01" + "000174" + "00000003" + "0000000101" + "00000001" + "000168" + "0000000102" + "000000020405";

    /** {@link #EMPTY} in version 1. */
    private static final String EMPTY_1 = "01" + "000174" + "ffffffff" + "ffffffff" + "00000000" + "ffffffff";

    private static final Publication FULL =
            new Publication("t", 3, new byte[] {1}, List.of(new Header("h", new byte[] {2})), new byte[] {4, 5});
    private static final Publication EMPTY = new Publication("t", null, null, List.of(), null);

    @Test
    void recordsComeBackAsTheyWent() throws IOException {
        Origin origin = new Origin("in", 1, 2, new byte[] {3}, 4);
        Ingested sample = Sample.of(origin, Features.of("x", new Feature.Numeric(0.5)), new Target.Label(1));
        Ingested rejected = new Rejected(origin, Rejected.Reason.NAN, "element 0 is NaN", new byte[] {1});

        assertThat(roundTrip(IngestedSerializer.INSTANCE, sample)).isEqualTo(sample);
        assertThat(roundTrip(IngestedSerializer.INSTANCE, rejected))
                .usingRecursiveComparison()
                .isEqualTo(rejected);
    }

    @Test
    void publicationsComeBackAsTheyWent() throws IOException {
        assertThat(roundTrip(PublicationSerializer.INSTANCE, FULL))
                .usingRecursiveComparison()
                .isEqualTo(FULL);
        assertThat(roundTrip(PublicationSerializer.INSTANCE, EMPTY)).isEqualTo(EMPTY);
    }

    @Test
    void writesAndReadsVersion1OfAPublication() throws IOException {
        assertThat(written(FULL)).isEqualTo(FULL_1);
        assertThat(written(EMPTY)).isEqualTo(EMPTY_1);
        assertThat(PublicationSerializer.INSTANCE.deserialize(
                        new DataInputDeserializer(HexFormat.of().parseHex(FULL_1))))
                .usingRecursiveComparison()
                .isEqualTo(FULL);
        assertThat(PublicationSerializer.INSTANCE.deserialize(
                        new DataInputDeserializer(HexFormat.of().parseHex(EMPTY_1))))
                .isEqualTo(EMPTY);
    }

    private static String written(Publication publication) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        PublicationSerializer.INSTANCE.serialize(publication, out);
        return HexFormat.of().formatHex(out.getCopyOfBuffer());
    }

    @Test
    void aPublicationOfAnotherVersionIsRefused() {
        assertThatThrownBy(() -> PublicationSerializer.INSTANCE.deserialize(new DataInputDeserializer(new byte[] {2})))
                .isInstanceOf(IOException.class)
                .hasMessage("publication of version 2; this release reads version 1");
    }

    @Test
    void copiesAreTheSameObject() {
        assertThat(PublicationSerializer.INSTANCE.copy(FULL)).isSameAs(FULL);
    }

    private static <T> T roundTrip(TypeSerializer<T> serializer, T value) throws IOException {
        TypeSerializer<T> restored = serializer.snapshotConfiguration().restoreSerializer();
        DataOutputSerializer out = new DataOutputSerializer(64);
        restored.serialize(value, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        T read = restored.deserialize(in);
        assertThat(in.available()).isZero();
        return read;
    }
}
