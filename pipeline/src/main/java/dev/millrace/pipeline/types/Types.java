package dev.millrace.pipeline.types;

import dev.millrace.pipeline.publish.Publication;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.Sample;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/** The types of Millrace's streams. */
public final class Types {

    /** Samples and rejections. */
    public static final TypeInformation<Ingested> INGESTED = new Type<>(Ingested.class, IngestedSerializer.INSTANCE);

    /** Samples alone: {@code stream.returns(Types.SAMPLE)} in a job that computes its own. */
    public static final TypeInformation<Sample> SAMPLE = new Type<>(Sample.class, SampleSerializer.INSTANCE);

    /** What goes to topics. */
    public static final TypeInformation<Publication> PUBLICATION =
            new Type<>(Publication.class, PublicationSerializer.INSTANCE);

    private Types() {}

    /** A type that is one serializer, no key and no composite. */
    private static final class Type<T> extends TypeInformation<T> {

        private final Class<T> type;
        private final ImmutableSerializer<T> serializer;

        private Type(Class<T> type, ImmutableSerializer<T> serializer) {
            this.type = type;
            this.serializer = serializer;
        }

        @Override
        public boolean isBasicType() {
            return false;
        }

        @Override
        public boolean isTupleType() {
            return false;
        }

        @Override
        public int getArity() {
            return 1;
        }

        @Override
        public int getTotalFields() {
            return 1;
        }

        @Override
        public Class<T> getTypeClass() {
            return type;
        }

        @Override
        public boolean isKeyType() {
            return false;
        }

        @Override
        public TypeSerializer<T> createSerializer(SerializerConfig config) {
            return serializer;
        }

        @Override
        public boolean canEqual(@Nullable Object other) {
            return other instanceof Type;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Type<?> that && type.equals(that.type);
        }

        @Override
        public int hashCode() {
            return type.hashCode();
        }

        @Override
        public String toString() {
            return type.getSimpleName();
        }
    }
}
