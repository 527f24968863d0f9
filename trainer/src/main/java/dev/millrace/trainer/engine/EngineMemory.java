package dev.millrace.trainer.engine;

import ai.djl.mxnet.engine.MxNDArray;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.ndarray.NDArray;
import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Copies floats between the heap and arrays of the engine, without allocating memory at every step: DJL's own {@code
 * set} and {@code toFloatArray} allocate a direct buffer each time, which only a garbage collection frees.
 */
interface EngineMemory {

    /** Overwrites all of an array with as many floats of {@code from}, starting at {@code offset}. */
    void write(float[] from, int offset, NDArray array);

    /**
     * As {@link #write}, for an array that predictions may have put into an order of the engine's own: oneDNN keeps the weights of a
     * convolution as its kernel wants them until the network is run for training, and such an array takes no plain copy.
     */
    default void writeReordered(float[] from, int offset, NDArray array) {
        write(from, offset, array);
    }

    /** Copies all of an array into {@code to}, starting at {@code offset}. */
    void read(NDArray array, float[] to, int offset);

    /** The memory of an engine. */
    static EngineMemory of(Natives natives) {
        return natives == Natives.MXNET ? new Copied() : new Mapped();
    }

    /** PyTorch: its arrays can be seen as direct buffers. */
    final class Mapped implements EngineMemory {

        @Override
        public void write(float[] from, int offset, NDArray array) {
            FloatBuffer floats = floats(array);
            floats.put(0, from, offset, floats.capacity());
        }

        @Override
        public void read(NDArray array, float[] to, int offset) {
            FloatBuffer floats = floats(array);
            floats.get(0, to, offset, floats.capacity());
        }

        private static FloatBuffer floats(NDArray array) {
            return array.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
        }
    }

    /** MXNet: it copies from and to a buffer outside the heap, of which one is kept. */
    final class Copied implements EngineMemory {

        private ByteBuffer bytes = ByteBuffer.allocateDirect(0);
        private FloatBuffer floats = bytes.asFloatBuffer();

        @Override
        public void write(float[] from, int offset, NDArray array) {
            int size = reserve(array);
            floats.put(0, from, offset, size);
            JnaUtils.syncCopyFromCPU(((MxNDArray) array).getHandle(), bytes, size);
        }

        @Override
        public void writeReordered(float[] from, int offset, NDArray array) {
            try (NDArray plain = array.getManager().create(array.getShape())) {
                write(from, offset, plain);
                plain.copyTo(array);
            }
        }

        @Override
        public void read(NDArray array, float[] to, int offset) {
            int size = reserve(array);
            JnaUtils.syncCopyToCPU(((MxNDArray) array).getHandle(), Native.getDirectBufferPointer(bytes), size);
            floats.get(0, to, offset, size);
        }

        private int reserve(NDArray array) {
            int size = Math.toIntExact(array.size());
            if (floats.capacity() < size) {
                bytes = ByteBuffer.allocateDirect(Math.multiplyExact(size, Float.BYTES))
                        .order(ByteOrder.nativeOrder());
                floats = bytes.asFloatBuffer();
            }
            return size;
        }
    }
}
