package dev.millrace.sample;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Targets as {@link SampleCodec} writes them. */
final class TargetCodec {

    private static final int NONE = 0;
    private static final int LABEL = 1;
    private static final int DISTRIBUTION = 2;
    private static final int VALUES = 3;
    private static final int NAMED = 4;

    private TargetCodec() {}

    static void write(Target target, DataOutput out) throws IOException {
        if (target instanceof Target.None) {
            out.writeByte(NONE);
        } else if (target instanceof Target.Label label) {
            out.writeByte(LABEL);
            out.writeInt(label.index());
        } else if (target instanceof Target.Distribution distribution) {
            out.writeByte(DISTRIBUTION);
            Wire.writeFloats(distribution.probabilities(), out);
        } else if (target instanceof Target.Values values) {
            out.writeByte(VALUES);
            Wire.writeFloats(values.values(), out);
            for (boolean known : values.known()) {
                out.writeBoolean(known);
            }
        } else if (target instanceof Target.Named named) {
            out.writeByte(NAMED);
            out.writeInt(named.targets().size());
            for (Map.Entry<String, Target> entry : named.targets().entrySet()) {
                Wire.writeString(entry.getKey(), out);
                write(entry.getValue(), out);
            }
        } else {
            throw new IllegalStateException("no tag for " + target.getClass());
        }
    }

    static Target read(DataInput in) throws IOException {
        int tag = in.readUnsignedByte();
        return switch (tag) {
            case NONE -> Target.None.INSTANCE;
            case LABEL -> new Target.Label(in.readInt());
            case DISTRIBUTION -> new Target.Distribution(Wire.readFloats(in));
            case VALUES -> readValues(in);
            case NAMED -> readNamed(in);
            default -> throw Wire.unknown("kind of target", tag);
        };
    }

    private static Target readValues(DataInput in) throws IOException {
        float[] values = Wire.readFloats(in);
        boolean[] known = new boolean[values.length];
        for (int i = 0; i < known.length; i++) {
            known[i] = in.readBoolean();
        }
        return new Target.Values(values, known);
    }

    private static Target readNamed(DataInput in) throws IOException {
        int count = Wire.readLength(in);
        Map<String, Target> targets = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            targets.put(Wire.readString(in), read(in));
        }
        return new Target.Named(targets);
    }
}
