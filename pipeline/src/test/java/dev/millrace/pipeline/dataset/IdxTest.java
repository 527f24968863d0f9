package dev.millrace.pipeline.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.UserError;
import dev.millrace.sample.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {

    /** Two images of 1×3. */
    private static final byte[] TWO_ROWS = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, (byte) 255};

    @Test
    void readsPlainBytes() {
        Idx idx = read(TWO_ROWS);
        assertThat(idx.shape()).isEqualTo(Shape.of(2, 1, 3));
        assertThat(idx.values()).containsExactly(1, 2, 3, 4, 5, 255);
        assertThat(idx.items()).isEqualTo(2);
        assertThat(idx.itemSize()).isEqualTo(3);
    }

    @Test
    void readsGzippedBytesAlike() throws IOException {
        assertThat(read(gzip(TWO_ROWS)).values()).isEqualTo(read(TWO_ROWS).values());
    }

    @Test
    void readsAFile(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("rows-idx3-ubyte"), TWO_ROWS);
        assertThat(Idx.read(file).values()).isEqualTo(read(TWO_ROWS).values());
    }

    @Test
    void saysWhichFileCannotBeRead(@TempDir Path directory) {
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> Idx.read(missing))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("missing");
    }

    @Test
    void refusesAFileThatEndsEarly() throws IOException {
        assertRefused(Arrays.copyOf(TWO_ROWS, TWO_ROWS.length - 1), "data ends before its values do");
        assertRefused(Arrays.copyOf(TWO_ROWS, 6), "data ends before its values do");
        assertRefused(new byte[0], "data ends before its values do");
        byte[] zipped = gzip(TWO_ROWS);
        assertRefused(Arrays.copyOf(zipped, zipped.length - 12), "data ends before its values do");
    }

    @Test
    void refusesAFileThatGoesOn() {
        assertRefused(Arrays.copyOf(TWO_ROWS, TWO_ROWS.length + 1), "data goes on after the 6 values");
    }

    @Test
    void refusesWhatIsNoIdxFile() {
        assertRefused("label,pixel".getBytes(UTF_8), "data is no IDX file");
        assertRefused(with(2, 0x0d), "must hold unsigned bytes (IDX type 0x08), got type 0xd");
        assertRefused(with(3, 0), "must have at least one dimension, got none");
        assertRefused(with(7, 0), "dimensions of at least 1");
    }

    private static byte[] with(int index, int value) {
        byte[] changed = TWO_ROWS.clone();
        changed[index] = (byte) value;
        return changed;
    }

    private static void assertRefused(byte[] bytes, String sentence) {
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(UserError.class).hasMessageContaining(sentence);
    }

    private static Idx read(byte[] bytes) {
        return Idx.read(new ByteArrayInputStream(bytes), "data");
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }
}
