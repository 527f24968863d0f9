package dev.millrace.sample.decode.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** A PNG file written chunk by chunk, so that a test can write what no encoder would. */
final class PngBytes {

    static final int GREY = 0;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int GREY_ALPHA = 4;
    static final int RGB_ALPHA = 6;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private PngBytes() {
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    }

    /** A whole file of one image; each row of {@code rows} is packed as the depth and type want it. */
    static byte[] of(int width, int height, int depth, int type, byte[]... rows) {
        return header(width, height, depth, type, 0).image(rows).end();
    }

    /** A file that begins with this header. */
    static PngBytes header(int width, int height, int depth, int type, int interlace) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) depth).put((byte) type).put((byte) 0).put((byte) 0).put((byte) interlace);
        return new PngBytes().chunk("IHDR", header.array());
    }

    /** Image data of unfiltered rows. */
    PngBytes image(byte[]... rows) {
        ByteArrayOutputStream filtered = new ByteArrayOutputStream();
        for (byte[] row : rows) {
            filtered.write(0);
            filtered.writeBytes(row);
        }
        return chunk("IDAT", deflated(filtered.toByteArray()));
    }

    PngBytes chunk(String type, byte[] data) {
        byte[] body = ByteBuffer.allocate(4 + data.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .array();
        CRC32 crc = new CRC32();
        crc.update(body);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(body);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        return this;
    }

    byte[] end() {
        chunk("IEND", new byte[0]);
        return out.toByteArray();
    }

    /** What was written so far. */
    byte[] cut() {
        return out.toByteArray();
    }

    /** This file with the CRCs that its chunks should have, as far as their lengths lead. */
    static byte[] withCrcs(byte[] file) {
        ByteBuffer chunks = ByteBuffer.wrap(file);
        int at = 8;
        while (at >= 0 && at <= file.length - 12) {
            int length = chunks.getInt(at);
            if (length < 0 || length > file.length - at - 12) {
                break;
            }
            CRC32 crc = new CRC32();
            crc.update(file, at + 4, 4 + length);
            chunks.putInt(at + 8 + length, (int) crc.getValue());
            at += 12 + length;
        }
        return file;
    }

    static byte[] deflated(byte[] bytes) {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(deflated)) {
            deflater.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return deflated.toByteArray();
    }

    /** Bytes from numbers, so that 255 needs no cast. */
    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
