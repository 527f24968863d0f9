package dev.millrace.sample.decode.image;

import static dev.millrace.sample.decode.image.PngBytes.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.sample.Rejected.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Files with something wrong: none gives pixels that it does not hold. */
class DamagedImageTest {

    private static final byte[] PNG = PngBytes.of(3, 2, 8, PngBytes.GREY, bytes(1, 2, 3), bytes(4, 5, 6));
    private static final byte[] JPEG = JpegBytes.raw(JpegBytes.flat(40, 30, 200, 90, 50));

    @Test
    void callsAFileThatEndsEarlyTruncatedWhereverItEnds() {
        for (int length = 8; length < PNG.length; length++) {
            assertUnreadable(Arrays.copyOf(PNG, length), Reason.TRUNCATED);
        }
        for (int length = 3; length < JPEG.length; length++) {
            assertUnreadable(Arrays.copyOf(JPEG, length), Reason.TRUNCATED);
        }
    }

    @Test
    void readsNoPngInWhichOneByteIsWrong() {
        for (int at = 0; at < PNG.length; at++) {
            byte[] damaged = PNG.clone();
            damaged[at] ^= 0x20;
            assertThatThrownBy(() -> EncodedImage.of(damaged).pixels(1)).isInstanceOf(UnreadableImage.class);
        }
    }

    @Test
    void refusesAPngWithoutItsParts() {
        assertUnreadable(header().end(), Reason.UNDECODABLE, "no image data");
        assertUnreadable(header().image(bytes(1, 2, 3)).cut(), Reason.TRUNCATED, "an end before the last chunk");
        byte[] indexed = PngBytes.of(3, 1, 8, PngBytes.PALETTE, bytes(0, 0, 0));
        assertUnreadable(indexed, Reason.UNDECODABLE, "no palette");
        byte[] twice =
                header().chunk("IHDR", new byte[13]).image(bytes(1, 2, 3)).end();
        assertUnreadable(twice, Reason.UNDECODABLE, "no header, or more than one");
        byte[] empty = PngBytes.of(0, 1, 8, PngBytes.GREY, bytes());
        assertUnreadable(empty, Reason.UNDECODABLE, "0 x 1 pixels");
        byte[] strange = header().chunk("NeWS", bytes(1)).image(bytes(1, 2, 3)).end();
        assertUnreadable(strange, Reason.UNDECODABLE, "chunk NeWS, which changes what the pixels mean");
    }

    @Test
    void refusesAPngWhosePixelsAreNotThere() {
        byte[] less = header().chunk("IDAT", PngBytes.deflated(bytes(0, 1, 2))).end();
        assertUnreadable(less, Reason.TRUNCATED, "pixels do not decode");
        byte[] noise = header().chunk("IDAT", bytes(1, 2, 3, 4, 5, 6, 7, 8)).end();
        assertUnreadable(noise, Reason.UNDECODABLE, "pixels do not decode");
        byte[] filter =
                header().chunk("IDAT", PngBytes.deflated(bytes(9, 1, 2, 3))).end();
        assertUnreadable(filter, Reason.UNDECODABLE, "pixels do not decode");
        byte[] index = PngBytes.header(1, 1, 8, PngBytes.PALETTE, 0)
                .chunk("PLTE", bytes(1, 2, 3))
                .image(bytes(1))
                .end();
        assertUnreadable(index, Reason.UNDECODABLE, "expected a palette index below 1, found 1");
    }

    @Test
    void refusesADepthThatThereIsNot() {
        for (int depth : new int[] {0, 3, 9, 32, 255}) {
            assertUnreadable(PngBytes.of(3, 1, depth, PngBytes.GREY, bytes(1, 2, 3)), Reason.UNDECODABLE);
        }
        for (int type : new int[] {1, 5, 7, 255}) {
            assertUnreadable(PngBytes.of(3, 1, 8, type, new byte[12]), Reason.UNDECODABLE);
        }
    }

    @Test
    void refusesAJpegWithoutItsParts() {
        byte[] start = Arrays.copyOf(JPEG, 2);
        assertUnreadable(join(start, bytes(0xFF, 0xD9)), Reason.UNDECODABLE, "no image data");
        assertUnreadable(
                join(start, bytes(0xFF, 0xDA, 0, 2, 0xFF, 0xD9)), Reason.UNDECODABLE, "image data before its frame");
        assertUnreadable(join(start, bytes(0xFF, 0xD8)), Reason.UNDECODABLE, "marker FFD8 at byte 2");
        assertUnreadable(join(start, bytes(0xFF, 0xC4, 0, 1)), Reason.UNDECODABLE, "a segment of no length");
        byte[] noMarker = JpegBytes.withSegment(JPEG, 0xFE, bytes(1, 2, 3));
        noMarker[5]--;
        assertUnreadable(noMarker, Reason.UNDECODABLE, "no marker at byte 8");
    }

    @Test
    void refusesAFrameThatIsNotRead() {
        int frame = JpegBytes.find(JPEG, 0xC0);
        assertUnreadable(with(JPEG, frame, 0xC3), Reason.UNDECODABLE, "frame FFC3, neither baseline nor progressive");
        assertUnreadable(with(JPEG, frame + 3, 12), Reason.UNDECODABLE, "12 bits a sample, 40 x 30 pixels");
        assertUnreadable(with(JPEG, frame + 5, 0), Reason.UNDECODABLE, "8 bits a sample, 40 x 0 pixels");
        byte[] header = Arrays.copyOfRange(JPEG, frame + 3, frame + 18);
        assertUnreadable(JpegBytes.withSegment(JPEG, 0xC0, header), Reason.UNDECODABLE, "or a second");
        byte[] two = bytes(8, 0, 1, 0, 1, 2, 1, 0x11, 0, 2, 0x11, 0);
        byte[] components =
                join(Arrays.copyOf(JPEG, 2), bytes(0xFF, 0xC0, 0, 14), two, bytes(0xFF, 0xDA, 0, 2, 0xFF, 0xD9));
        assertUnreadable(components, Reason.UNDECODABLE, "expected 1, 3 or 4 colour components, found 2");
    }

    @Test
    void refusesAJpegWhoseReaderWarns() {
        byte[] noise = JPEG.clone();
        int data = JpegBytes.find(JPEG, 0xDA) + 14;
        Arrays.fill(noise, data, JPEG.length - 2, (byte) 0x55);
        assertUnreadable(noise, Reason.UNDECODABLE, "pixels do not decode");
        byte[] less = join(Arrays.copyOf(JPEG, data + 4), bytes(0xFF, 0xD9));
        assertUnreadable(less, Reason.UNDECODABLE, "pixels do not decode");
    }

    @Test
    void leavesALackOfMemoryToWhoeverCanHelp() {
        assertThat(ImageReaders.reason(new IOException(new EOFException()))).isEqualTo(Reason.TRUNCATED);
        assertThat(ImageReaders.reason(new IllegalStateException())).isEqualTo(Reason.UNDECODABLE);
        Exception wrapped = new IOException("wrapped", new OutOfMemoryError());
        assertThatThrownBy(() -> ImageReaders.reason(wrapped)).isInstanceOf(OutOfMemoryError.class);
    }

    private static PngBytes header() {
        return PngBytes.header(3, 1, 8, PngBytes.GREY, 0);
    }

    private static byte[] with(byte[] file, int at, int value) {
        byte[] changed = file.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static byte[] join(byte[]... parts) {
        byte[] joined = new byte[0];
        for (byte[] part : parts) {
            int length = joined.length;
            joined = Arrays.copyOf(joined, length + part.length);
            System.arraycopy(part, 0, joined, length, part.length);
        }
        return joined;
    }

    private static void assertUnreadable(byte[] file, Reason reason) {
        assertUnreadable(file, reason, "expected ");
    }

    private static void assertUnreadable(byte[] file, Reason reason, String part) {
        UnreadableImage thrown = catchThrowableOfType(
                UnreadableImage.class, () -> EncodedImage.of(file).pixels(1));
        assertThat(thrown).as("of %d bytes", file.length).isNotNull();
        assertThat(thrown.reason()).as(thrown.detail()).isEqualTo(reason);
        assertThat(thrown.detail()).startsWith("expected ").contains(", found ").contains(part);
    }
}
