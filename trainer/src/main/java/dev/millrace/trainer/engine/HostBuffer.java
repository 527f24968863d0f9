package dev.millrace.trainer.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Memory outside the heap through which floats go to the engine. It starts at a multiple of 64 bytes: PyTorch computes on it in place, and
 * which kernel a library picks, so also the last bits, may depend on the alignment.
 */
final class HostBuffer {

    private static final int ALIGNMENT = 64;

    private final ByteBuffer bytes;
    private final FloatBuffer floats;

    /** Room for so many floats. */
    HostBuffer(int size) {
        ByteBuffer unaligned =
                ByteBuffer.allocateDirect(Math.addExact(Math.multiplyExact(size, Float.BYTES), ALIGNMENT));
        int start = unaligned.alignmentOffset(0, ALIGNMENT);
        int offset = start == 0 ? 0 : ALIGNMENT - start;
        this.bytes = unaligned.slice(offset, size * Float.BYTES).order(ByteOrder.nativeOrder());
        this.floats = bytes.asFloatBuffer();
    }

    /** Fills this with as many floats of {@code from}, starting at {@code offset}, and returns it for an array's {@code set} or {@code create}. */
    ByteBuffer filled(float[] from, int offset) {
        floats.put(0, from, offset, floats.capacity());
        return bytes;
    }

    /** Fills this with zeros and returns it. */
    ByteBuffer cleared() {
        floats.put(0, new float[floats.capacity()]);
        return bytes;
    }
}
