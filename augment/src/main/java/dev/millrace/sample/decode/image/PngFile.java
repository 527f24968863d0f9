package dev.millrace.sample.decode.image;

import dev.millrace.sample.Rejected.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * A PNG file by its chunks: length, type, data, CRC-32 of type and data, each checked. Of them only the header, the palette of a palette image and the
 * image data are looked at. What an ancillary chunk holds, a compressed text or profile for example, is never decompressed.
 *
 * <p>Decoding inflates as many bytes as the header's rows have, whatever the image data would give beyond.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">Portable Network Graphics, third edition</a>
 */
final class PngFile implements EncodedImage {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int IHDR = type("IHDR");
    private static final int PLTE = type("PLTE");
    private static final int IDAT = type("IDAT");
    private static final int IEND = type("IEND");
    private static final int HEADER_BYTES = 13;
    private static final int CHUNK_BYTES = 12;
    private static final int ANCILLARY = 0x2000_0000;
    private static final int PALETTE_TYPE = 3;
    private static final int COLOUR = 2;

    private final ByteBuffer file;
    private final int header;
    private int palette;
    private int paletteBytes;
    private int imageBytes;

    private PngFile(byte[] file) throws UnreadableImage {
        this.file = ByteBuffer.wrap(file);
        this.header = SIGNATURE.length + 8;
        boolean ended = false;
        for (int at = SIGNATURE.length; !ended; at += CHUNK_BYTES + length(at)) {
            ended = chunk(at);
        }
        if (imageBytes == 0) {
            throw unreadable(Reason.UNDECODABLE, "no image data");
        }
        if (width() < 1 || height() < 1) {
            throw unreadable(Reason.UNDECODABLE, String.format(Locale.ROOT, "%d x %d pixels", width(), height()));
        }
        if (isPalette() && palette == 0) {
            throw unreadable(Reason.UNDECODABLE, "no palette");
        }
    }

    static boolean isPng(byte[] file) {
        return file.length >= SIGNATURE.length
                && Arrays.equals(file, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
    }

    static PngFile of(byte[] file) throws UnreadableImage {
        return new PngFile(file);
    }

    @Override
    public int width() {
        return file.getInt(header);
    }

    @Override
    public int height() {
        return file.getInt(header + 4);
    }

    @Override
    public boolean isGrey() {
        return (colourType() & COLOUR) == 0;
    }

    @Override
    public byte[] pixels(int channels) throws UnreadableImage {
        PngColours colours = new PngColours(depth(), colourType(), palette());
        return colours.planes(ImageReaders.png(essence()), channels);
    }

    private int depth() {
        return file.get(header + 8);
    }

    private int colourType() {
        return file.get(header + 9);
    }

    private boolean isPalette() {
        return colourType() == PALETTE_TYPE;
    }

    private byte[] palette() {
        return Arrays.copyOfRange(file.array(), palette, palette + paletteBytes);
    }

    /** Takes in the chunk at {@code at} and says whether it is the last. */
    private boolean chunk(int at) throws UnreadableImage {
        if (file.capacity() - at < CHUNK_BYTES) {
            throw unreadable(Reason.TRUNCATED, "an end before the last chunk");
        }
        int length = length(at);
        int type = file.getInt(at + 4);
        if (length < 0 || length > file.capacity() - at - CHUNK_BYTES) {
            throw unreadable(Reason.TRUNCATED, "an end within chunk " + name(type));
        }
        if (crc(file, at + 4, length) != file.getInt(at + 8 + length)) {
            throw unreadable(Reason.UNDECODABLE, "another CRC-32 than that of the bytes of chunk " + name(type));
        }
        boolean first = at == SIGNATURE.length;
        if (first != (type == IHDR) || (first && length != HEADER_BYTES)) {
            throw unreadable(Reason.UNDECODABLE, "no header, or more than one");
        }
        take(type, at + 8, length);
        return type == IEND;
    }

    private void take(int type, int data, int length) throws UnreadableImage {
        if (type == IDAT) {
            imageBytes += length;
        } else if (type == PLTE && palette == 0) {
            palette = data;
            paletteBytes = length;
        } else if (type != IHDR && type != IEND && (type & ANCILLARY) == 0) {
            throw unreadable(Reason.UNDECODABLE, "chunk " + name(type) + ", which changes what the pixels mean");
        }
    }

    /** The file with nothing but what pixels are made of: header, palette, image data in one chunk. */
    private byte[] essence() {
        int chunks = isPalette() ? 4 : 3;
        int bytes = SIGNATURE.length + chunks * CHUNK_BYTES + HEADER_BYTES + imageBytes;
        ByteBuffer essence = ByteBuffer.allocate(isPalette() ? bytes + paletteBytes : bytes);
        essence.put(SIGNATURE).putInt(HEADER_BYTES).putInt(IHDR).put(file.slice(header, HEADER_BYTES));
        putCrc(essence, HEADER_BYTES);
        if (isPalette()) {
            essence.putInt(paletteBytes).putInt(PLTE).put(file.slice(palette, paletteBytes));
            putCrc(essence, paletteBytes);
        }
        essence.putInt(imageBytes).putInt(IDAT);
        int at = SIGNATURE.length;
        for (int type = IHDR; type != IEND; at += CHUNK_BYTES + length(at)) {
            type = file.getInt(at + 4);
            if (type == IDAT) {
                essence.put(file.slice(at + 8, length(at)));
            }
        }
        putCrc(essence, imageBytes);
        essence.putInt(0).putInt(IEND);
        putCrc(essence, 0);
        return essence.array();
    }

    /** Puts the CRC of the type and data that stand last in {@code chunks}. */
    private static void putCrc(ByteBuffer chunks, int length) {
        chunks.putInt(crc(chunks, chunks.position() - length - 4, length));
    }

    /** The CRC of a chunk of which type and data stand at {@code type}. */
    private static int crc(ByteBuffer chunks, int type, int length) {
        CRC32 crc = new CRC32();
        crc.update(chunks.slice(type, 4 + length));
        return (int) crc.getValue();
    }

    private int length(int chunk) {
        return file.getInt(chunk);
    }

    private static int type(String name) {
        return ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII)).getInt();
    }

    private static String name(int type) {
        byte[] bytes = ByteBuffer.allocate(4).putInt(type).array();
        return new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[^A-Za-z]", "?");
    }

    private static UnreadableImage unreadable(Reason reason, String found) {
        return new UnreadableImage(reason, "expected a whole PNG file, found " + found);
    }
}
