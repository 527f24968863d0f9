package dev.millrace.sample;

import dev.millrace.sample.Rejected.Reason;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Samples and rejections as bytes: for checkpoints of partial batches, and between tasks that are not chained. What is read equals what
 * was written, bit for bit; a sample whose features were the same object as its original ones has one object again, and so has
 * each single feature that an augmentation left alone.
 *
 * <p>Version 2, big-endian, a string being its length in bytes and UTF-8, an array its length and elements, and an absent
 * array length -1:
 *
 * <pre>
 * record    version(1) kind(1: sample 0, rejected 1) origin, then
 *   sample    weight(float) unknownFields(int) filledFields(int) target features same(1); if same is 0, features
 *   rejected  reason(string, its label) detail(string) bytes(array or absent)
 * origin    source(string) split(int) position(long) key(array or absent) eventTimeMillis(long)
 * features  count(int), for each: name(string) tag(1), then by tag
 *   0 the same object as at this place in the original   1 bytes: shape array   2 floats: shape array
 *   3 number(double)   4 category(string)   5 text(string)   6 missing
 * shape     rank(1) dimensions(int)
 * target    tag(1), then by tag: 0 none   1 label: index(int)   2 distribution: array of floats
 *   3 values: array of floats, known(1 each)   4 named: count(int), for each: name(string) target
 * </pre>
 *
 * <p>Version 1, which is read too, has neither {@code unknownFields} nor {@code filledFields}.
 */
public final class SampleCodec {

    /** The version that {@link #write} writes, the first byte of every record. */
    static final int VERSION = 2;

    private static final int OLDEST = 1;

    private static final int SAMPLE = 0;
    private static final int REJECTED = 1;

    private SampleCodec() {}

    /** Writes one record. */
    public static void write(Ingested record, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        if (record instanceof Sample sample) {
            out.writeByte(SAMPLE);
            writeOrigin(sample.origin(), out);
            writeSample(sample, out);
        } else if (record instanceof Rejected rejected) {
            out.writeByte(REJECTED);
            writeOrigin(rejected.origin(), out);
            writeRejected(rejected, out);
        }
    }

    /**
     * Reads one record.
     *
     * @throws IOException if the input ends early, is of an unknown version, or holds what {@link #write} does not write
     */
    public static Ingested read(DataInput in) throws IOException {
        int version = in.readUnsignedByte();
        if (version < OLDEST || version > VERSION) {
            throw new IOException("sample bytes must be of version " + OLDEST + " to " + VERSION + ", got version "
                    + version + ": they were written by another release of Millrace");
        }
        try {
            return readRecord(version, in);
        } catch (IllegalArgumentException e) {
            throw new IOException("sample bytes must hold valid values: " + e.getMessage(), e);
        }
    }

    private static Ingested readRecord(int version, DataInput in) throws IOException {
        int kind = in.readUnsignedByte();
        Origin origin = readOrigin(in);
        return switch (kind) {
            case SAMPLE -> readSample(version, origin, in);
            case REJECTED -> readRejected(origin, in);
            default -> throw Wire.unknown("kind of record", kind);
        };
    }

    private static void writeSample(Sample sample, DataOutput out) throws IOException {
        out.writeFloat(sample.weight());
        out.writeInt(sample.deviations().unknownFields());
        out.writeInt(sample.deviations().filledFields());
        TargetCodec.write(sample.target(), out);
        FeaturesCodec.write(sample.original(), null, out);
        out.writeBoolean(!sample.isAugmented());
        if (sample.isAugmented()) {
            FeaturesCodec.write(sample.features(), sample.original(), out);
        }
    }

    private static Sample readSample(int version, Origin origin, DataInput in) throws IOException {
        float weight = in.readFloat();
        Deviations deviations = version == 1 ? Deviations.NONE : new Deviations(in.readInt(), in.readInt());
        Target target = TargetCodec.read(in);
        Features original = FeaturesCodec.read(null, in);
        Features features = in.readBoolean() ? original : FeaturesCodec.read(original, in);
        return new Sample(origin, original, features, target, weight, deviations);
    }

    private static void writeRejected(Rejected rejected, DataOutput out) throws IOException {
        Wire.writeString(rejected.reason().label(), out);
        Wire.writeString(rejected.detail(), out);
        Wire.writeNullableBytes(rejected.bytes(), out);
    }

    private static Rejected readRejected(Origin origin, DataInput in) throws IOException {
        Reason reason = readReason(in);
        String detail = Wire.readString(in);
        return new Rejected(origin, reason, detail, Wire.readNullableBytes(in));
    }

    private static Reason readReason(DataInput in) throws IOException {
        String label = Wire.readString(in);
        for (Reason reason : Reason.values()) {
            if (reason.label().equals(label)) {
                return reason;
            }
        }
        throw Wire.unknown("reason", label);
    }

    private static void writeOrigin(Origin origin, DataOutput out) throws IOException {
        Wire.writeString(origin.source(), out);
        out.writeInt(origin.split());
        out.writeLong(origin.position());
        Wire.writeNullableBytes(origin.key(), out);
        out.writeLong(origin.eventTimeMillis());
    }

    private static Origin readOrigin(DataInput in) throws IOException {
        String source = Wire.readString(in);
        int split = in.readInt();
        long position = in.readLong();
        byte[] key = Wire.readNullableBytes(in);
        return new Origin(source, split, position, key, in.readLong());
    }
}
