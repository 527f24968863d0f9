package dev.millrace.trainer.snapshot;

import java.nio.ByteBuffer;

/** The values of an array in one of the types a snapshot uses. Arrays are not to be modified. */
sealed interface ArrayValues {

    /** The type's name in safetensors. */
    String type();

    /** Number of bytes. */
    int bytes();

    /** Appends the values to a little-endian buffer. */
    void put(ByteBuffer out);

    /** Bytes of one value of a type; 0 if the type is none of these. */
    static int width(String type) {
        return switch (type) {
            case "F32" -> Float.BYTES;
            case "F64" -> Double.BYTES;
            case "I64" -> Long.BYTES;
            default -> 0;
        };
    }

    /** All values of a little-endian buffer. */
    static ArrayValues get(String type, ByteBuffer in) {
        switch (type) {
            case "F32" -> {
                float[] values = new float[in.remaining() / Float.BYTES];
                in.asFloatBuffer().get(values);
                return new Floats(values);
            }
            case "F64" -> {
                double[] values = new double[in.remaining() / Double.BYTES];
                in.asDoubleBuffer().get(values);
                return new Doubles(values);
            }
            case "I64" -> {
                long[] values = new long[in.remaining() / Long.BYTES];
                in.asLongBuffer().get(values);
                return new Longs(values);
            }
            default -> throw new SnapshotFormatException("a tensor must be of type F32, F64 or I64, got " + type);
        }
    }

    /** 32-bit floats. */
    record Floats(float[] values) implements ArrayValues {
        @Override
        public String type() {
            return "F32";
        }

        @Override
        public int bytes() {
            return Math.multiplyExact(values.length, Float.BYTES);
        }

        @Override
        public void put(ByteBuffer out) {
            out.asFloatBuffer().put(values);
            out.position(out.position() + bytes());
        }
    }

    /** 64-bit floats. */
    record Doubles(double[] values) implements ArrayValues {
        @Override
        public String type() {
            return "F64";
        }

        @Override
        public int bytes() {
            return Math.multiplyExact(values.length, Double.BYTES);
        }

        @Override
        public void put(ByteBuffer out) {
            out.asDoubleBuffer().put(values);
            out.position(out.position() + bytes());
        }
    }

    /** 64-bit integers. */
    record Longs(long[] values) implements ArrayValues {
        @Override
        public String type() {
            return "I64";
        }

        @Override
        public int bytes() {
            return Math.multiplyExact(values.length, Long.BYTES);
        }

        @Override
        public void put(ByteBuffer out) {
            out.asLongBuffer().put(values);
            out.position(out.position() + bytes());
        }
    }
}
