package dev.millrace.sample.decode.image;

import static dev.millrace.sample.decode.image.PngBytes.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each kind of PNG becomes, from files written by hand. */
class PngPixelsTest {

    @Test
    void keepsEveryGreyOfEightBitsAsItIs() throws Exception {
        byte[] all = bytes(IntStream.range(0, 256).toArray());
        assertThat(pixels(PngBytes.of(256, 1, 8, PngBytes.GREY, all), 1)).containsExactly(all);
    }

    @Test
    void repeatsAGreyInThreeChannels() throws Exception {
        byte[] file = PngBytes.of(2, 2, 8, PngBytes.GREY, bytes(1, 2), bytes(254, 255));
        assertThat(pixels(file, 3)).containsExactly(bytes(1, 2, 254, 255, 1, 2, 254, 255, 1, 2, 254, 255));
    }

    @Test
    void laysColoursOutChannelByChannel() throws Exception {
        byte[] file = PngBytes.of(2, 2, 8, PngBytes.RGB, bytes(1, 2, 3, 4, 5, 6), bytes(7, 8, 9, 250, 251, 252));
        assertThat(pixels(file, 3)).containsExactly(bytes(1, 4, 7, 250, 2, 5, 8, 251, 3, 6, 9, 252));
    }

    /** Expected by hand: (19595 r + 38470 g + 7471 b + 32768) / 65536, rounded down. */
    @ParameterizedTest
    @CsvSource({
        "255, 0, 0, 76",
        "0, 255, 0, 150",
        "0, 0, 255, 29",
        "255, 255, 255, 255",
        "10, 20, 30, 18",
        "200, 100, 50, 124"
    })
    void mixesAColourToItsLuma(int red, int green, int blue, int luma) throws Exception {
        byte[] file = PngBytes.of(1, 1, 8, PngBytes.RGB, bytes(red, green, blue));
        assertThat(pixels(file, 1)).containsExactly(bytes(luma));
    }

    @Test
    void keepsEveryGreyThatIsWrittenAsAColour() throws Exception {
        byte[] row = bytes(IntStream.range(0, 768).map(i -> i / 3).toArray());
        assertThat(pixels(PngBytes.of(256, 1, 8, PngBytes.RGB, row), 1))
                .containsExactly(bytes(IntStream.range(0, 256).toArray()));
    }

    @Test
    void scalesFewerBitsToTheWholeRange() throws Exception {
        assertThat(pixels(PngBytes.of(4, 1, 1, PngBytes.GREY, bytes(0b0110_0000)), 1))
                .containsExactly(bytes(0, 255, 255, 0));
        assertThat(pixels(PngBytes.of(4, 1, 2, PngBytes.GREY, bytes(0b00_01_10_11)), 1))
                .containsExactly(bytes(0, 85, 170, 255));
        assertThat(pixels(PngBytes.of(4, 1, 4, PngBytes.GREY, bytes(0x01, 0xEF)), 1))
                .containsExactly(bytes(0, 17, 238, 255));
    }

    @Test
    void takesTheHighByteOfSixteenBits() throws Exception {
        assertThat(pixels(PngBytes.of(2, 1, 16, PngBytes.GREY, bytes(0x12, 0xFF, 0xFE, 0x00)), 1))
                .containsExactly(bytes(0x12, 0xFE));
        assertThat(pixels(PngBytes.of(1, 1, 16, PngBytes.RGB, bytes(0x01, 0xFF, 0x02, 0, 0x80, 0x80)), 3))
                .containsExactly(bytes(0x01, 0x02, 0x80));
    }

    @Test
    void looksPaletteEntriesUp() throws Exception {
        byte[] palette = bytes(9, 8, 7, 255, 0, 0, 1, 2, 3);
        byte[] wide = PngBytes.header(3, 1, 8, PngBytes.PALETTE, 0)
                .chunk("PLTE", palette)
                .image(bytes(2, 0, 1))
                .end();
        assertThat(pixels(wide, 3)).containsExactly(bytes(1, 9, 255, 2, 8, 0, 3, 7, 0));
        byte[] narrow = PngBytes.header(3, 1, 2, PngBytes.PALETTE, 0)
                .chunk("PLTE", palette)
                .image(bytes(0b10_00_01_00))
                .end();
        assertThat(pixels(narrow, 3)).containsExactly(bytes(1, 9, 255, 2, 8, 0, 3, 7, 0));
        assertThat(pixels(narrow, 1)).containsExactly(bytes(2, 8, 76));
    }

    @Test
    void passesTransparencyOver() throws Exception {
        assertThat(pixels(PngBytes.of(2, 1, 8, PngBytes.GREY_ALPHA, bytes(7, 0, 9, 255)), 1))
                .containsExactly(bytes(7, 9));
        assertThat(pixels(PngBytes.of(1, 1, 8, PngBytes.RGB_ALPHA, bytes(1, 2, 3, 0)), 3))
                .containsExactly(bytes(1, 2, 3));
        byte[] keyed = PngBytes.header(2, 1, 8, PngBytes.GREY, 0)
                .chunk("tRNS", bytes(0, 7))
                .image(bytes(7, 9))
                .end();
        assertThat(pixels(keyed, 1)).containsExactly(bytes(7, 9));
    }

    @Test
    void appliesNoGamma() throws Exception {
        byte[] file = PngBytes.header(3, 1, 8, PngBytes.GREY, 0)
                .chunk("gAMA", bytes(0, 1, 0x86, 0xA0))
                .image(bytes(1, 128, 200))
                .end();
        assertThat(pixels(file, 1)).containsExactly(bytes(1, 128, 200));
    }

    /** Adam7 over 3 × 3: passes of 1, 0, 0, 1, 2, 2 and 3 pixels, as the specification lays them out. */
    @Test
    void putsInterlacedPixelsInTheirPlaces() throws Exception {
        byte[] file = PngBytes.header(3, 3, 8, PngBytes.GREY, 1)
                .image(bytes(1), bytes(3), bytes(7, 9), bytes(2), bytes(8), bytes(4, 5, 6))
                .end();
        assertThat(pixels(file, 1)).containsExactly(bytes(1, 2, 3, 4, 5, 6, 7, 8, 9));
    }

    @Test
    void joinsImageDataOfSeveralChunks() throws Exception {
        byte[] data = PngBytes.deflated(bytes(0, 5, 6, 7));
        PngBytes file = PngBytes.header(3, 1, 8, PngBytes.GREY, 0);
        for (byte each : data) {
            file.chunk("IDAT", new byte[] {each}).chunk("IDAT", new byte[0]);
        }
        assertThat(pixels(file.end(), 1)).containsExactly(bytes(5, 6, 7));
    }

    private static byte[] pixels(byte[] file, int channels) throws UnreadableImage {
        return EncodedImage.of(file).pixels(channels);
    }
}
