package dev.millrace.pipeline.types;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A serializer of values that never change and whose bytes carry their own version. A copy is the same object: records are handed on for free,
 * and the copy that Flink makes of operator state while the task waits costs nothing, whatever its size. Has no state of its own.
 */
public abstract class ImmutableSerializer<T> extends TypeSerializer<T> {

    /** Writes a value, its version first. */
    protected abstract void write(T value, DataOutput target) throws IOException;

    /**
     * Reads a value of any version this release knows.
     *
     * @throws IOException if the bytes are none, or end early
     */
    protected abstract T read(DataInput source) throws IOException;

    @Override
    public final boolean isImmutableType() {
        return true;
    }

    @Override
    public final TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    public final T copy(T from) {
        return from;
    }

    @Override
    public final T copy(T from, T reuse) {
        return from;
    }

    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    public final void serialize(T value, DataOutputView target) throws IOException {
        write(value, target);
    }

    @Override
    public final T deserialize(DataInputView source) throws IOException {
        return read(source);
    }

    @Override
    public final T deserialize(T reuse, DataInputView source) throws IOException {
        return read(source);
    }

    @Override
    public final void copy(DataInputView source, DataOutputView target) throws IOException {
        write(read(source), target);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return getClass().isInstance(other);
    }

    @Override
    public final int hashCode() {
        return getClass().hashCode();
    }
}
