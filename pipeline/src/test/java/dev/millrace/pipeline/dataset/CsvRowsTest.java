package dev.millrace.pipeline.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvRowsTest {

    private static final String METERS =
            "meter,kwh,note\r\nA,0.50,\r\nB,7,\"cold, \"\"very\"\"\r\nwindy\"\r\nC,,ok\r\n";

    @TempDir
    private Path directory;

    @Test
    void eachRowIsAnObjectKeyedByTheHeader() {
        CsvRows rows = rows(METERS);
        assertThat(rows.size()).isEqualTo(3);
        assertThat(values(rows, 0, 3))
                .containsExactly(
                        "{\"meter\":\"A\",\"kwh\":0.50,\"note\":null}",
                        "{\"meter\":\"B\",\"kwh\":7,\"note\":\"cold, \\\"very\\\"\\r\\nwindy\"}",
                        "{\"meter\":\"C\",\"kwh\":null,\"note\":\"ok\"}");
    }

    @Test
    void anyPartOfTheRowsComesUnderTheirOwnNumbers() {
        try (Stream<DataRecord> records = rows(METERS).records(1, 3)) {
            assertThat(records)
                    .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                    .containsExactly("1", "2");
        }
        assertThat(values(rows(METERS), 2, 3)).singleElement().asString().startsWith("{\"meter\":\"C\"");
        assertThat(values(rows(METERS), 1, 1)).isEmpty();
    }

    @Test
    void readsGzippedFilesAsWell() throws Exception {
        Path plain = Files.writeString(directory.resolve("meters.csv"), METERS);
        Path zipped = directory.resolve("zipped.csv");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write(METERS.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(values(CsvRows.of(zipped), 0, 3)).isEqualTo(values(CsvRows.of(plain), 0, 3));
    }

    @Test
    void takesLinesThatEndAsOnUnixOrNotAtAll() {
        assertThat(values(rows("a,b\n1,2\n3,4"), 0, 2)).containsExactly("{\"a\":1,\"b\":2}", "{\"a\":3,\"b\":4}");
    }

    @Test
    void passesOverAByteOrderMarkAndBlankLines() {
        assertThat(values(rows("\uFEFFa,b\n\n1,2\n\n"), 0, 1)).containsExactly("{\"a\":1,\"b\":2}");
    }

    @Test
    void aBlankLineIsAMissingValueWhereThereIsOneColumn() {
        assertThat(values(rows("a\n1\n\n2\n"), 0, 3)).containsExactly("{\"a\":1}", "{\"a\":null}", "{\"a\":2}");
    }

    @Test
    void namesTheLineOfARaggedRow() {
        assertRefused("a,b\n1,2\n\n1,2,3\n", "meters.csv line 4 has 3 fields, but the header names 2 columns");
        assertRefused("a,b\n\"1\n\n\",2\n3\n", "meters.csv line 5 has 1 field, but the header names 2 columns");
    }

    @Test
    void namesTheLineWhereAQuoteIsNotClosed() {
        String rule =
                ": a field that begins with a quote must end with one, before a comma or the end of the line, and double"
                        + " each quote inside it";
        assertRefused("a,b\n1,2\n\"3,4\n5,6\n", "meters.csv line 3" + rule);
        assertRefused("a,b\n1,\"2\"3\n", "meters.csv line 2" + rule);
        assertRefused("a,\"b\n1,2\n", "meters.csv line 1" + rule);
    }

    @Test
    void refusesAHeaderThatNamesNotEachColumnOnce() {
        assertRefused("a,b,a\n1,2,3\n", "the header of meters.csv must name each column once, got a twice");
        assertRefused("a,,c\n1,2,3\n", "the header of meters.csv must name each column, but column 2 has no name");
        assertRefused("a;b\n1;2\n", "meters.csv must have commas between its fields, got the header a;b");
    }

    @Test
    void refusesAFileWithoutHeaderOrRows() {
        assertRefused("", "meters.csv must begin with a line that names its columns, got an empty file");
        assertRefused("\na,b\n", "meters.csv must begin with a line that names its columns, got an empty line");
        assertRefused("a,b\n", "meters.csv must have rows after its header, got none");
    }

    @Test
    void refusesWhatIsNoUtf8() {
        byte[] latin1 = "a,b\n1,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> CsvRows.of("meters.csv", () -> new ByteArrayInputStream(latin1)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("meters.csv must be UTF-8, got other bytes");
    }

    @Test
    void refusesAGzippedFileThatIsCutOff() throws IOException {
        Path file = directory.resolve("cut.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(METERS.getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 10));
        assertThatThrownBy(() -> CsvRows.of(file))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("cannot read " + file + ": ");
    }

    @Test
    void saysThatThereIsNoSuchFile() {
        Path file = directory.resolve("absent.csv");
        assertThatThrownBy(() -> CsvRows.of(file))
                .isInstanceOf(UserError.class)
                .hasMessage(file + " does not exist; give a CSV file");
    }

    @Test
    void saysThatTheFileChangedMeanwhile() throws IOException {
        Path file = Files.writeString(directory.resolve("changing.csv"), METERS);
        CsvRows rows = CsvRows.of(file);
        Files.writeString(file, "meter,kwh,note\nA,1,2\n");
        assertThatThrownBy(() -> values(rows, 0, 3))
                .isInstanceOf(UserError.class)
                .hasMessage(file + " changed while it was read: it had 3 rows");
        assertThatThrownBy(() -> values(rows, 2, 3))
                .isInstanceOf(UserError.class)
                .hasMessage(file + " changed while it was read: it had 3 rows");
    }

    private static CsvRows rows(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return CsvRows.of("meters.csv", () -> new ByteArrayInputStream(bytes));
    }

    private static List<String> values(CsvRows rows, long from, long to) {
        try (Stream<DataRecord> records = rows.records(from, to)) {
            return records.map(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .toList();
        }
    }

    private static void assertRefused(String text, String sentence) {
        assertThatThrownBy(() -> rows(text)).isInstanceOf(UserError.class).hasMessage(sentence);
    }
}
