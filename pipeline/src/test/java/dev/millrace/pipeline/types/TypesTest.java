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
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class TypesTest {

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
        Publication full =
                new Publication("t", 3, new byte[] {1}, List.of(new Header("h", new byte[] {2})), new byte[] {4, 5});
        Publication empty = new Publication("t", null, null, List.of(), null);

        assertThat(roundTrip(PublicationSerializer.INSTANCE, full))
                .usingRecursiveComparison()
                .isEqualTo(full);
        assertThat(roundTrip(PublicationSerializer.INSTANCE, empty)).isEqualTo(empty);
    }

    @Test
    void aPublicationOfAnotherVersionIsRefused() {
        assertThatThrownBy(() -> PublicationSerializer.INSTANCE.deserialize(new DataInputDeserializer(new byte[] {2})))
                .isInstanceOf(IOException.class)
                .hasMessage("publication of version 2; this release reads version 1");
    }

    @Test
    void copiesAreTheSameObject() {
        Publication publication = new Publication("t", null, null, List.of(), null);

        assertThat(PublicationSerializer.INSTANCE.copy(publication)).isSameAs(publication);
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
