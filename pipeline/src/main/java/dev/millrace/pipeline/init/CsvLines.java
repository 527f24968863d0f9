package dev.millrace.pipeline.init;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.millrace.sample.decode.SourceRecord;
import dev.millrace.sample.decode.row.Numbers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lines of text taken apart at one delimiter.
 *
 * @param delimiter between two cells
 * @param width cells of most lines
 * @param rows the lines of that width, by partition and offset, without headers
 * @param header the cells of the header; null if there is none
 * @param headers how many lines are the header
 * @param others how many lines have another width, or are no CSV
 */
record CsvLines(
        char delimiter,
        int width,
        List<Line> rows,
        @Nullable List<String> header,
        int headers,
        int others) {

    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');
    private static final double TYPICAL = 0.95;
    private static final CsvFactory CSV =
            CsvFactory.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();

    /**
     * One line.
     *
     * @param partition that it is of
     * @param cells as they stand between the delimiters, without quotes
     */
    record Line(int partition, List<String> cells) {}

    /** By the delimiter that gives most lines the same number of cells, and of several such the most cells; null if none gives two. */
    static @Nullable CsvLines of(List<SourceRecord> lines) {
        CsvLines best = null;
        for (char delimiter : DELIMITERS) {
            CsvLines split = split(lines, delimiter);
            if (split.width > 1
                    && (best == null
                            || split.others < best.others
                            || (split.others == best.others && split.width > best.width))) {
                best = split;
            }
        }
        return best == null ? null : best.withoutHeader();
    }

    private static CsvLines split(List<SourceRecord> records, char delimiter) {
        List<Line> lines = new ArrayList<>();
        Map<Integer, Integer> widths = new HashMap<>();
        for (SourceRecord record : records) {
            List<String> cells = cells(Objects.requireNonNull(record.value()), delimiter);
            if (cells != null) {
                lines.add(new Line(record.origin().split(), cells));
                widths.merge(cells.size(), 1, Integer::sum);
            }
        }
        int width = widths.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0);
        List<Line> rows =
                lines.stream().filter(line -> line.cells.size() == width).toList();
        return new CsvLines(delimiter, width, rows, null, 0, records.size() - rows.size());
    }

    private static @Nullable List<String> cells(byte[] line, char delimiter) {
        try (CsvParser parser = CSV.createParser(new String(line, StandardCharsets.UTF_8))) {
            parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(delimiter));
            parser.nextToken();
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return null;
            }
            List<String> cells = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                cells.add(parser.getText());
            }
            return parser.nextToken() == JsonToken.END_ARRAY ? cells : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** A header is the first line of a partition, since whoever fed the topic sent the file line by line. */
    private CsvLines withoutHeader() {
        int partition = -1;
        for (Line line : rows) {
            if (line.partition != partition && isHeader(line)) {
                List<Line> others = rows.stream()
                        .filter(row -> !row.cells.equals(line.cells))
                        .toList();
                return new CsvLines(
                        delimiter, width, others, List.copyOf(line.cells), rows.size() - others.size(), this.others);
            }
            partition = line.partition;
        }
        return this;
    }

    /** Whether a line has names alone, above columns of numbers, or names that none of the columns has as a value. */
    private boolean isHeader(Line line) {
        List<String> names = line.cells;
        if (new HashSet<>(names).size() < width || names.stream().anyMatch(CsvLines::isNoName)) {
            return false;
        }
        List<Line> others =
                rows.stream().filter(row -> !row.cells.equals(names)).toList();
        boolean isAboveNumbers = false;
        boolean isAmongValues = false;
        for (int column = 0; column < width; column++) {
            int at = column;
            long numbers = others.stream()
                    .filter(row -> Numbers.isNumber(row.cells.get(at).strip()))
                    .count();
            isAboveNumbers |= !others.isEmpty() && numbers >= TYPICAL * others.size();
            isAmongValues |= others.stream().anyMatch(row -> row.cells.get(at).equals(names.get(at)));
        }
        return isAboveNumbers || (!isAmongValues && others.size() >= width);
    }

    private static boolean isNoName(String cell) {
        return cell.isBlank() || Numbers.isNumber(cell.strip());
    }

    /** Names of the columns: those of the header, or c1, c2 and so on. */
    List<String> names() {
        if (header != null) {
            return header;
        }
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
            names.add("c" + i);
        }
        return names;
    }
}
