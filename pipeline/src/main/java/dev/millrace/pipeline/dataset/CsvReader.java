package dev.millrace.pipeline.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.millrace.pipeline.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file behind its header, one after the other: RFC 4180 in UTF-8, with or without a byte order mark, gzipped or not. Blank lines
 * are passed over, unless there is one column only, where such a line is a missing value. Not thread-safe.
 */
final class CsvReader implements AutoCloseable {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** A comma at the end of a line is followed by an empty field, as RFC 4180 has it. */
    private static final CsvFactory CSV = CsvFactory.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .disable(CsvParser.Feature.ALLOW_TRAILING_COMMA)
            .build();

    private final String name;
    private final CsvParser parser;
    private final List<String> columns;
    private long line;

    /**
     * Begins to read.
     *
     * @param in closed with this reader
     * @param name what messages call the file
     * @throws UserError if it has no usable header
     */
    CsvReader(InputStream in, String name) {
        this.name = name;
        try {
            this.parser = CSV.createParser(characters(in));
            parser.setSchema(CsvSchema.emptySchema());
            parser.nextToken();
        } catch (IOException e) {
            throw unreadable(e);
        }
        try {
            this.columns = columns(read());
        } catch (UserError e) {
            close();
            throw e;
        }
    }

    /** Names of the columns, all different, none empty. */
    List<String> columns() {
        return columns;
    }

    /**
     * The fields of the next row, as many as there are columns; null after the last.
     *
     * @throws UserError if the file is not well-formed there, with the line where the row begins
     */
    @Nullable
    List<String> next() {
        List<String> fields = read();
        while (fields != null && columns.size() > 1 && isBlank(fields)) {
            fields = read();
        }
        if (fields != null && fields.size() != columns.size()) {
            throw new UserError(place() + " has " + count(fields.size(), "field") + ", but the header names "
                    + count(columns.size(), "column"));
        }
        return fields;
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** A row is an array inside that of all rows, whose end is the end of the file. */
    private @Nullable List<String> read() {
        try {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return null;
            }
            line = parser.currentLocation().getLineNr();
            List<String> fields = new ArrayList<>();
            while (parser.nextToken() == JsonToken.VALUE_STRING) {
                fields.add(parser.getText());
            }
            return fields;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private List<String> columns(@Nullable List<String> header) {
        if (header == null || isBlank(header)) {
            throw new UserError(name + " must begin with a line that names its columns, got "
                    + (header == null ? "an empty file" : "an empty line"));
        }
        if (header.size() == 1 && (header.get(0).contains(";") || header.get(0).contains("\t"))) {
            throw new UserError(name + " must have commas between its fields, got the header " + header.get(0));
        }
        Set<String> names = new HashSet<>();
        for (String column : header) {
            if (column.isEmpty()) {
                throw new UserError("the header of " + name + " must name each column, but column " + (names.size() + 1)
                        + " has no name");
            }
            if (!names.add(column)) {
                throw new UserError("the header of " + name + " must name each column once, got " + column + " twice");
            }
        }
        return header;
    }

    private UserError unreadable(IOException e) {
        if (e instanceof JsonProcessingException) {
            return new UserError(
                    place() + ": a field that begins with a quote must end with one, before a comma or the end of the"
                            + " line, and double each quote inside it",
                    e);
        }
        if (e instanceof CharacterCodingException) {
            return new UserError(
                    name + " must be UTF-8, got other bytes" + (line == 0 ? "" : " after line " + line), e);
        }
        return new UserError("cannot read " + name + ": " + e.getMessage(), e);
    }

    /** Where the row begins: a quoted field may go over several lines. */
    private String place() {
        return name + " line " + line;
    }

    private static boolean isBlank(List<String> fields) {
        return fields.size() == 1 && fields.get(0).isEmpty();
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static Reader characters(InputStream in) throws IOException {
        // What a lenient decoder makes of other bytes would be sent as if the file said it.
        Reader reader = new BufferedReader(new InputStreamReader(
                Gzip.unzipped(in),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }
}
