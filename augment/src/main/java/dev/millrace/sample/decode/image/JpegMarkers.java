package dev.millrace.sample.decode.image;

import dev.millrace.sample.Rejected.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads a JPEG file from marker to marker and keeps what pixels are made of. Baseline and progressive files are read, with 8 bits a sample; what follows
 * the end marker is passed over. Of the application segments only JFIF's and Adobe's count, because they say the colour space: an Exif thumbnail or a colour
 * profile is never read, an Exif orientation not applied.
 *
 * <p>A progressive image is decoded anew for each scan, and a scan can be as short as 10 bytes; a table can be as short, and takes a reader many times its
 * bytes. So both are bounded, far above what encoders make: about 10 scans.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81, annex B</a>
 */
final class JpegMarkers {

    static final int MAX_SCANS = 32;
    static final int MAX_SEGMENTS = 1_000;

    private static final int SOF0 = 0xC0;
    private static final int SOF2 = 0xC2;
    private static final int DHT = 0xC4;
    private static final int SOF15 = 0xCF;
    private static final int RST0 = 0xD0;
    private static final int RST7 = 0xD7;
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DQT = 0xDB;
    private static final int DRI = 0xDD;
    private static final int APP0 = 0xE0;
    private static final int APP14 = 0xEE;
    private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);
    private static final int ADOBE_TRANSFORM = 11;

    private final byte[] file;
    private final ByteArrayOutputStream essence;
    private int at = 2;
    private int segments;
    private int scans;
    private int frame;
    private boolean jfif;
    private int adobe = JpegColours.NO_ADOBE;

    /** A reader of one file, to be used once. */
    JpegMarkers(byte[] file) {
        this.file = file;
        this.essence = new ByteArrayOutputStream(file.length);
    }

    JpegFile read() throws UnreadableImage {
        keep(SOI, at);
        for (int marker = marker(); marker != EOI; marker = marker()) {
            segment(marker);
        }
        keep(EOI, at);
        if (scans == 0) {
            throw unreadable(Reason.UNDECODABLE, "no image data");
        }
        JpegColours colours = JpegColours.of(componentIds(), jfif, adobe);
        return new JpegFile(twoBytes(frame + 3), twoBytes(frame + 1), colours, essence.toByteArray());
    }

    /** Reads the marker that must stand here, which may be padded. */
    private int marker() throws UnreadableImage {
        int start = at;
        while (at < file.length && oneByte(at) == 0xFF) {
            at++;
        }
        if (at >= file.length) {
            throw unreadable(Reason.TRUNCATED, "an end before its end marker");
        }
        if (at == start) {
            throw unreadable(Reason.UNDECODABLE, "no marker at byte " + at);
        }
        return oneByte(at++);
    }

    private void segment(int marker) throws UnreadableImage {
        int start = at;
        if (marker < SOF0 || (marker >= RST0 && marker <= SOI)) {
            throw unreadable(
                    Reason.UNDECODABLE, String.format(Locale.ROOT, "marker FF%02X at byte %d", marker, at - 2));
        }
        if (file.length - start < 2 || file.length - start < twoBytes(start)) {
            throw unreadable(Reason.TRUNCATED, String.format(Locale.ROOT, "an end within segment FF%02X", marker));
        }
        if (twoBytes(start) < 2 || ++segments > MAX_SEGMENTS) {
            throw unreadable(
                    Reason.UNDECODABLE,
                    String.format(Locale.ROOT, "a segment of no length, or more than %d", MAX_SEGMENTS));
        }
        at += twoBytes(start);
        switch (marker) {
            case DHT, DQT, DRI -> keep(marker, start);
            case SOS -> {
                scan();
                keep(marker, start);
            }
            case APP0 -> jfif |= startsWith(JFIF, start + 2);
            case APP14 -> {
                int transform = start + 2 + ADOBE_TRANSFORM;
                adobe = startsWith(ADOBE, start + 2) && transform < at ? oneByte(transform) : adobe;
            }
            default -> {
                if (marker <= SOF15) {
                    frame(marker, start + 2);
                    keep(marker, start);
                }
            }
        }
    }

    private void frame(int marker, int data) throws UnreadableImage {
        if (marker > SOF2) {
            throw unreadable(
                    Reason.UNDECODABLE,
                    String.format(Locale.ROOT, "frame FF%02X, neither baseline nor progressive", marker));
        }
        if (frame != 0 || at - data < 6 || at - data != 6 + 3 * oneByte(data + 5)) {
            throw unreadable(Reason.UNDECODABLE, "a frame of wrong length, or a second");
        }
        int precision = oneByte(data);
        int height = twoBytes(data + 1);
        int width = twoBytes(data + 3);
        if (precision != 8 || width == 0 || height == 0) {
            throw unreadable(
                    Reason.UNDECODABLE,
                    String.format(Locale.ROOT, "%d bits a sample, %d x %d pixels", precision, width, height));
        }
        frame = data;
    }

    /** Goes on to the next marker that ends a scan's data. */
    private void scan() throws UnreadableImage {
        if (frame == 0) {
            throw unreadable(Reason.UNDECODABLE, "image data before its frame");
        }
        if (++scans > MAX_SCANS) {
            throw unreadable(Reason.TOO_LARGE, String.format(Locale.ROOT, "more than %d scans", MAX_SCANS));
        }
        while (at < file.length && !endsScan(at)) {
            at++;
        }
    }

    /** Whether a marker stands here that is neither a restart within the scan nor an escaped or a padding byte. */
    private boolean endsScan(int place) {
        if (oneByte(place) != 0xFF || place + 1 == file.length) {
            return false;
        }
        int marker = oneByte(place + 1);
        return marker != 0 && marker != 0xFF && !(marker >= RST0 && marker <= RST7);
    }

    private void keep(int marker, int start) {
        essence.write(0xFF);
        essence.write(marker);
        essence.write(file, start, at - start);
    }

    private int[] componentIds() {
        int[] ids = new int[oneByte(frame + 5)];
        Arrays.setAll(ids, i -> oneByte(frame + 6 + 3 * i));
        return ids;
    }

    private boolean startsWith(byte[] start, int data) {
        return at - data >= start.length && Arrays.equals(start, 0, start.length, file, data, data + start.length);
    }

    private int oneByte(int place) {
        return file[place] & 0xFF;
    }

    private int twoBytes(int place) {
        return oneByte(place) << 8 | oneByte(place + 1);
    }

    private static UnreadableImage unreadable(Reason reason, String found) {
        return new UnreadableImage(reason, "expected a whole JPEG file, found " + found);
    }
}
