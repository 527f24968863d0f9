package dev.millrace.pipeline.dataset;

import dev.millrace.pipeline.UserError;
import dev.millrace.sample.Shape;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A tensor of unsigned bytes from an IDX file, the format of MNIST and its kin: two zero bytes, the element type, the number of
 * dimensions, each dimension as a 4-byte big-endian integer, then the elements row-major. A gzipped file is read as well.
 *
 * <p>LeCun, Cortes, Burges: The MNIST database of handwritten digits, 1998, describes the format.
 *
 * @param shape as the file says it; the first dimension counts items
 * @param values {@code shape.size()} unsigned bytes; not to be modified
 */
public record Idx(Shape shape, byte[] values) {

    private static final int UNSIGNED_BYTE = 0x08;

    /**
     * Reads a file.
     *
     * @throws UserError if it cannot be read, or is no whole IDX file of unsigned bytes
     */
    public static Idx read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        } catch (IOException e) {
            throw new UserError("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a stream to its end.
     *
     * @param in left open
     * @param name what messages call it
     * @throws UserError if it cannot be read, or is no whole IDX file of unsigned bytes
     */
    public static Idx read(InputStream in, String name) {
        try {
            return parse(new DataInputStream(Gzip.unzipped(in)), name);
        } catch (EOFException e) {
            throw new UserError(name + " ends before its values do: copy it again, it is not whole", e);
        } catch (IOException e) {
            throw new UserError("cannot read " + name + ": " + e.getMessage(), e);
        }
    }

    /** Number of items: the first dimension. */
    public int items() {
        return shape.dimension(0);
    }

    /** Bytes of one item. */
    public int itemSize() {
        return values.length / items();
    }

    private static Idx parse(DataInputStream in, String name) throws IOException {
        int magic = in.readInt();
        int type = (magic >>> 8) & 0xff;
        int rank = magic & 0xff;
        if (magic >>> 16 != 0) {
            throw new UserError(name + " is no IDX file: it must start with two zero bytes, got 0x"
                    + Integer.toHexString(magic >>> 16));
        }
        if (type != UNSIGNED_BYTE) {
            throw new UserError(
                    name + " must hold unsigned bytes (IDX type 0x08), got type 0x" + Integer.toHexString(type));
        }
        if (rank == 0) {
            throw new UserError(name + " must have at least one dimension, got none");
        }
        int[] dimensions = new int[rank];
        for (int i = 0; i < rank; i++) {
            dimensions[i] = in.readInt();
        }
        Shape shape = shape(dimensions, name);
        byte[] values = in.readNBytes(shape.size());
        if (values.length < shape.size()) {
            throw new EOFException();
        }
        if (in.read() >= 0) {
            throw new UserError(name + " goes on after the " + shape.size() + " values that its header announces");
        }
        return new Idx(shape, values);
    }

    private static Shape shape(int[] dimensions, String name) {
        try {
            return Shape.of(dimensions);
        } catch (IllegalArgumentException e) {
            throw new UserError(name + " has a nonsensical header: " + e.getMessage(), e);
        }
    }
}
