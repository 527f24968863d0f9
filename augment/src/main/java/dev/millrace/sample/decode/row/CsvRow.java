package dev.millrace.sample.decode.row;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.Rejected;
import dev.millrace.sample.Rejected.Reason;
import dev.millrace.sample.decode.SampleDecoder;
import dev.millrace.sample.decode.SourceRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of CSV a record, without a header, read by a schema: RFC 4180 in UTF-8, with or without a line break behind it.
 *
 * <pre>{@code
 * type: csv
 * columns: [time, temp, site, state]
 * schema:
 *   - {kind: numeric, field: temperature, from: temp, range: [-40, 85]}
 *   - {kind: categorical, field: site, missing: default, default: unknown}
 *   - {kind: label, field: state, labels: [normal, worn, broken]}
 * }</pre>
 *
 * <p>A record is rejected with the first reason that holds: {@link Reason#NULL_VALUE}; {@link Reason#TOO_LARGE}; {@link Reason#UNDECODABLE} if it is
 * not one line in UTF-8, empty, or has a quote that is not closed before a delimiter; {@link Reason#TRUNCATED} if it has fewer cells than there are
 * columns; then, field by field in the order of the schema, {@link Reason#MISSING_FIELD}, {@link Reason#WRONG_TYPE}, {@link Reason#NAN}, {@link Reason#INFINITE},
 * {@link Reason#OUT_OF_RANGE} or {@link Reason#UNKNOWN_LABEL}; at last {@link Reason#UNKNOWN_FIELD}.
 *
 * <p>A field's {@code from} is a column, the one of its name if it is left out. An empty cell is an absent value. Cells behind the last column are
 * unknown fields.
 *
 * <p>Not a record, because what is made of the schema is no part of the configuration. Safe for use by many threads.
 */
public final class CsvRow implements SampleDecoder {

    private static final int NO_FIELD = -1;

    // The parser gives cell by cell, so that a record of nothing but delimiters costs no more than another.
    private static final CsvFactory CSV =
            CsvFactory.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();

    @JsonProperty
    private final List<String> columns;

    @JsonProperty
    private final String delimiter;

    @JsonProperty
    private final List<Field> schema;

    @JsonProperty
    private final UnknownFields unknownFields;

    @JsonProperty
    private final int maxBytes;

    private final transient Schema compiled;
    private final transient CsvSchema format;

    /** The field that a column is for, or {@link #NO_FIELD}. */
    private final transient int[] fieldOfColumn;

    /**
     * A decoder.
     *
     * @param columns names of the cells, in the order of the record, distinct; those that no field is from are passed over
     * @param delimiter the character between two cells; no quote and no line break
     * @param schema the fields, names and columns distinct, at most one label and at least one other
     * @param unknownFields what a record with more cells than columns does
     * @param maxBytes a longer record is rejected; in [1, {@value RowLimits#MAX_BYTES}]
     */
    public CsvRow(
            List<String> columns, String delimiter, List<Field> schema, UnknownFields unknownFields, int maxBytes) {
        this.columns = List.copyOf(columns);
        this.delimiter = Objects.requireNonNull(delimiter, "delimiter");
        this.schema = List.copyOf(schema);
        this.unknownFields = Objects.requireNonNull(unknownFields, "unknownFields");
        this.maxBytes = RowLimits.requireMaxBytes(maxBytes);
        if (delimiter.length() != 1 || "\"\r\n".contains(delimiter)) {
            throw new IllegalArgumentException(
                    "delimiter must be one character, no quote and no line break, got '" + delimiter + "'");
        }
        requireDistinct(columns);
        this.compiled = new Schema(schema, name -> name);
        this.format = CsvSchema.emptySchema().withColumnSeparator(delimiter.charAt(0));
        this.fieldOfColumn = new int[columns.size()];
        Arrays.fill(fieldOfColumn, NO_FIELD);
        for (int i = 0; i < compiled.size(); i++) {
            int column = columns.indexOf(compiled.place(i));
            if (column < 0) {
                String key = schema.get(i).from() == null ? ".field" : ".from";
                throw new IllegalArgumentException(
                        Schema.key(i) + key + " must be one of the columns, got " + compiled.place(i));
            }
            fieldOfColumn[column] = i;
        }
    }

    /** A decoder with the defaults for what is null. */
    @JsonCreator
    public static CsvRow of(
            @JsonProperty(value = "columns", required = true) List<String> columns,
            @JsonProperty("delimiter") @Nullable String delimiter,
            @JsonProperty(value = "schema", required = true) List<Field> schema,
            @JsonProperty("unknownFields") @Nullable UnknownFields unknownFields,
            @JsonProperty("maxBytes") @Nullable Integer maxBytes) {
        return new CsvRow(
                columns,
                Objects.requireNonNullElse(delimiter, ","),
                schema,
                UnknownFields.orDefault(unknownFields),
                Objects.requireNonNullElse(maxBytes, RowLimits.DEFAULT_BYTES));
    }

    private static void requireDistinct(List<String> columns) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.indexOf(columns.get(i)) < i) {
                throw new IllegalArgumentException(
                        "columns[" + i + "] must be distinct, got " + columns.get(i) + " again");
            }
        }
    }

    /** Names of the cells, in the order of the record. */
    public List<String> columns() {
        return columns;
    }

    /** The fields. */
    public List<Field> schema() {
        return schema;
    }

    @Override
    public InputContract contract() {
        return compiled.contract();
    }

    @Override
    public Ingested decode(SourceRecord record) {
        byte[] value = record.value();
        if (value == null) {
            return RowLimits.noValue(record, "a line of CSV");
        }
        if (value.length > maxBytes) {
            return RowLimits.tooLarge(record, value, maxBytes);
        }
        String text = Utf8.text(value);
        if (text == null) {
            return undecodable(record, "other bytes");
        }
        // A file that was split into lines has a byte-order mark before its first.
        String line = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try (CsvParser parser = CSV.createParser(line.toCharArray())) {
            parser.setSchema(format);
            return decode(record, parser);
        } catch (JsonProcessingException e) {
            return undecodable(record, Excerpt.ofSentence(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from an array must not fail", e);
        }
    }

    private Ingested decode(SourceRecord record, CsvParser parser) throws IOException {
        parser.nextToken();
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            return undecodable(record, "nothing");
        }
        Row row = new Row(compiled);
        int cells = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (cells >= columns.size()) {
                row.unknown("a cell behind the last column");
            } else if (fieldOfColumn[cells] != NO_FIELD && parser.getTextLength() > 0) {
                row.read(fieldOfColumn[cells], new Cell(Cell.Type.UNTYPED, parser.getText()));
            }
            cells++;
        }
        if (parser.nextToken() != JsonToken.END_ARRAY) {
            return undecodable(record, "a second line");
        }
        if (cells < columns.size()) {
            String detail = "expected " + columns.size() + " cells, found " + cells;
            return new Rejected(record.origin(), Reason.TRUNCATED, detail, record.value());
        }
        return row.finish(record, unknownFields);
    }

    private static Rejected undecodable(SourceRecord record, String found) {
        String detail = "expected one line of CSV in UTF-8, found " + found;
        return new Rejected(record.origin(), Reason.UNDECODABLE, detail, record.value());
    }

    private Object readResolve() {
        return new CsvRow(columns, delimiter, schema, unknownFields, maxBytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CsvRow that
                && columns.equals(that.columns)
                && delimiter.equals(that.delimiter)
                && schema.equals(that.schema)
                && unknownFields == that.unknownFields
                && maxBytes == that.maxBytes;
    }

    @Override
    public int hashCode() {
        return Objects.hash(columns, delimiter, schema, unknownFields, maxBytes);
    }

    @Override
    public String toString() {
        return "CsvRow[columns=" + columns + ", delimiter=" + delimiter + ", schema=" + schema + ", unknownFields="
                + unknownFields + ", maxBytes=" + maxBytes + "]";
    }
}
