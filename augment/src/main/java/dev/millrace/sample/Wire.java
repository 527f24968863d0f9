package dev.millrace.sample;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Strings and arrays as {@link SampleCodec} writes them. */
final class Wire {

    private static final int CHUNK_FLOATS = 2048;
    private static final int ABSENT = -1;

    private Wire() {}

    static void writeString(String text, DataOutput out) throws IOException {
        writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
    }

    static String readString(DataInput in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] readBytes(DataInput in) throws IOException {
        byte[] bytes = new byte[readLength(in)];
        in.readFully(bytes);
        return bytes;
    }

    static void writeNullableBytes(byte @Nullable [] bytes, DataOutput out) throws IOException {
        if (bytes == null) {
            out.writeInt(ABSENT);
        } else {
            writeBytes(bytes, out);
        }
    }

    static byte @Nullable [] readNullableBytes(DataInput in) throws IOException {
        int length = in.readInt();
        if (length == ABSENT) {
            return null;
        }
        byte[] bytes = new byte[checked(length)];
        in.readFully(bytes);
        return bytes;
    }

    /** Floats go through a buffer that the JDK fills and swaps in bulk: {@code writeFloat} costs a call per byte on most outputs. */
    static void writeFloats(float[] values, DataOutput out) throws IOException {
        out.writeInt(values.length);
        byte[] chunk = new byte[Math.min(values.length, CHUNK_FLOATS) * Float.BYTES];
        FloatBuffer floats = ByteBuffer.wrap(chunk).asFloatBuffer();
        for (int from = 0; from < values.length; from += CHUNK_FLOATS) {
            int count = Math.min(CHUNK_FLOATS, values.length - from);
            floats.clear().put(values, from, count);
            out.write(chunk, 0, count * Float.BYTES);
        }
    }

    static float[] readFloats(DataInput in) throws IOException {
        float[] values = new float[readLength(in)];
        byte[] chunk = new byte[Math.min(values.length, CHUNK_FLOATS) * Float.BYTES];
        FloatBuffer floats = ByteBuffer.wrap(chunk).asFloatBuffer();
        for (int from = 0; from < values.length; from += CHUNK_FLOATS) {
            int count = Math.min(CHUNK_FLOATS, values.length - from);
            in.readFully(chunk, 0, count * Float.BYTES);
            floats.clear().get(values, from, count);
        }
        return values;
    }

    static int readLength(DataInput in) throws IOException {
        return checked(in.readInt());
    }

    private static int checked(int length) throws IOException {
        if (length < 0) {
            throw new IOException("sample bytes must have lengths of at least 0, got " + length);
        }
        return length;
    }

    static IOException unknown(String what, Object found) {
        return new IOException("sample bytes must hold a known " + what + ", got " + found);
    }
}
