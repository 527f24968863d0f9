package dev.millrace.sample.decode.image;

import static dev.millrace.sample.decode.image.PngBytes.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.sample.Ingested;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Rejected;
import dev.millrace.sample.Rejected.Reason;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Shape;
import dev.millrace.sample.decode.SourceRecord;
import dev.millrace.sample.decode.image.ImageFile.LabelPlace;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small files made to cost much. Each costs about its own length, and the pixels of the configured shape. */
class ImageBombTest {

    private static final int MIB = 1 << 20;
    private static final byte[] PIXELS = bytes(1, 2, 3, 4, 5, 6, 7, 8);
    private static final ImageFile DECODER =
            new ImageFile("image", Shape.of(1, 8, 8), LabelPlace.NONE, null, List.of(), 4 * MIB, 4 * MIB, false);

    /** 64 MiB of zeros, 64 KiB compressed. */
    private static final byte[] BOMB = PngBytes.deflated(new byte[64 * MIB]);

    @BeforeAll
    static void loadClasses() {
        DECODER.decode(record(png().end()));
        DECODER.decode(record(jpeg()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zTXt", "iTXt", "iCCP"})
    void inflatesNoTextAndNoProfile(String chunk) {
        byte[] keyword = chunk.equals("iTXt") ? "a\0\1\0\0\0".getBytes(StandardCharsets.US_ASCII) : bytes('a', 0, 0);
        byte[] data = Arrays.copyOf(keyword, keyword.length + BOMB.length);
        System.arraycopy(BOMB, 0, data, keyword.length, BOMB.length);
        byte[] file = header().chunk(chunk, data).image(rows()).end();
        assertThat(decoded(file, MIB)).isInstanceOf(Sample.class);
    }

    @Test
    void inflatesNoMoreThanTheRowsOfTheImage() {
        byte[] file = header().chunk("IDAT", BOMB).end();
        assertThat(decoded(file, MIB)).isInstanceOf(Sample.class);
    }

    @Test
    void allocatesNothingForPixelsThatAreOnlyAnnounced() {
        for (int interlace = 0; interlace <= 1; interlace++) {
            byte[] file = PngBytes.header(100_000, 100_000, 16, PngBytes.RGB_ALPHA, interlace)
                    .chunk("IDAT", BOMB)
                    .end();
            assertRejected(decoded(file, MIB / 4), Reason.TOO_LARGE);
            byte[] indexed = PngBytes.header(Integer.MAX_VALUE, Integer.MAX_VALUE, 1, PngBytes.PALETTE, interlace)
                    .chunk("PLTE", new byte[768])
                    .chunk("IDAT", BOMB)
                    .end();
            assertRejected(decoded(indexed, MIB / 4), Reason.TOO_LARGE);
        }
        byte[] file = jpeg();
        int frame = JpegBytes.find(file, 0xC0);
        Arrays.fill(file, frame + 4, frame + 8, (byte) 0xFF);
        assertRejected(decoded(file, MIB / 4), Reason.TOO_LARGE);
    }

    @Test
    void decodesNoJpegOfThousandsOfScans() {
        byte[] file = jpeg();
        int scan = JpegBytes.find(file, 0xDA) - 1;
        assertRejected(decoded(withRepeated(file, scan, file.length - 2, 100), 4 * MIB), Reason.TOO_LARGE);
        assertRejected(decoded(withRepeated(file, scan, file.length - 2, 10_000), 4 * MIB), Reason.TOO_LARGE);
    }

    @Test
    void readsNoJpegOfThousandsOfSegments() {
        byte[] file = jpeg();
        int tables = JpegBytes.find(file, 0xDB) - 1;
        int end = tables + 2 + 67;
        assertThat(decoded(withRepeated(file, tables, end, 100), MIB)).isInstanceOf(Sample.class);
        assertRejected(decoded(withRepeated(file, tables, end, 10_000), 4 * MIB), Reason.UNDECODABLE);
        byte[] comments = JpegBytes.withSegment(file, 0xFE, new byte[0]);
        assertRejected(decoded(withRepeated(comments, 2, 6, 1_000_000 / 4), 4 * MIB), Reason.UNDECODABLE);
    }

    @Test
    void passesAThumbnailOver() {
        byte[] exif = Arrays.copyOf("Exif\0\0MM\0*\0\0\0\10".getBytes(StandardCharsets.ISO_8859_1), 65_000);
        assertThat(decoded(JpegBytes.withSegment(jpeg(), 0xE1, exif), MIB)).isInstanceOf(Sample.class);
    }

    private static byte[] withRepeated(byte[] file, int from, int to, int times) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(file, 0, to);
        for (int i = 0; i < times; i++) {
            out.write(file, from, to - from);
        }
        out.write(file, to, file.length - to);
        return out.toByteArray();
    }

    private static PngBytes header() {
        return PngBytes.header(8, 8, 8, PngBytes.GREY, 0);
    }

    private static PngBytes png() {
        return header().image(rows());
    }

    private static byte[][] rows() {
        byte[][] rows = new byte[8][];
        Arrays.fill(rows, PIXELS);
        return rows;
    }

    private static byte[] jpeg() {
        return JpegBytes.raw(JpegBytes.flat(8, 8, 77));
    }

    private static SourceRecord record(byte[] file) {
        return SourceRecord.of(Origin.of("bombs", 0, 0), file);
    }

    private static Ingested decoded(byte[] file, long limit) {
        long before = Allocation.bytes();
        Ingested ingested = DECODER.decode(record(file));
        assertThat(Allocation.bytes() - before).as("bytes allocated").isLessThan(limit);
        return ingested;
    }

    private static void assertRejected(Ingested ingested, Reason reason) {
        assertThat(ingested)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason())
                                .as(rejected.detail())
                                .isEqualTo(reason));
    }
}
