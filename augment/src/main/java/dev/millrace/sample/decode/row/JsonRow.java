package dev.millrace.sample.decode.row;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.Rejected;
import dev.millrace.sample.Rejected.Reason;
import dev.millrace.sample.decode.SampleDecoder;
import dev.millrace.sample.decode.SourceRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object a record, read by a schema.
 *
 * <pre>{@code
 * type: json
 * schema:
 *   - {kind: numeric, field: temperature, from: /readings/temperature, range: [-40, 85], missing: indicator}
 *   - {kind: categorical, field: site}
 *   - {kind: label, field: state, labels: [normal, worn, broken]}
 * }</pre>
 *
 * <p>A record is rejected with the first reason that holds: {@link Reason#NULL_VALUE}; {@link Reason#TOO_LARGE}; {@link Reason#UNDECODABLE} if it is
 * not one JSON object in UTF-8, has a key twice, goes on behind its end, nests deeper than 64 levels, or has a number of more than 1,000 or a key of
 * more than 10,000 characters; then, field by field in the order of the schema, {@link Reason#MISSING_FIELD}, {@link Reason#WRONG_TYPE}, {@link Reason#NAN}, {@link Reason#INFINITE},
 * {@link Reason#OUT_OF_RANGE} or {@link Reason#UNKNOWN_LABEL}; at last {@link Reason#UNKNOWN_FIELD}.
 *
 * <p>A field's {@code from} is a JSON pointer, {@code /} and its name if it is left out. The keys of the root object that no pointer starts
 * with are its unknown fields.
 *
 * <p>Not a record, because what is made of the schema is no part of the configuration. Safe for use by many threads.
 */
public final class JsonRow implements SampleDecoder {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_NUMBER_LENGTH = 1_000;
    private static final int MAX_NAME_LENGTH = 10_000;

    // A table of keys outlives the record: keys that collide fill it, and then what comes of an innocent record depends
    // on those before it.
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxNameLength(MAX_NAME_LENGTH)
                    .build())
            .build();

    @JsonProperty
    private final List<Field> schema;

    @JsonProperty
    private final UnknownFields unknownFields;

    @JsonProperty
    private final int maxBytes;

    private final transient Schema compiled;
    private final transient JsonPaths paths;

    /**
     * A decoder.
     *
     * @param schema the fields, names and pointers distinct, at most one label and at least one other
     * @param unknownFields what a record with other fields does
     * @param maxBytes a longer record is rejected; in [1, {@value RowLimits#MAX_BYTES}]
     */
    public JsonRow(List<Field> schema, UnknownFields unknownFields, int maxBytes) {
        this.schema = List.copyOf(schema);
        this.unknownFields = Objects.requireNonNull(unknownFields, "unknownFields");
        this.maxBytes = RowLimits.requireMaxBytes(maxBytes);
        this.compiled = new Schema(schema, JsonPointer::to);
        List<List<String>> pointers = new ArrayList<>();
        for (int i = 0; i < compiled.size(); i++) {
            pointers.add(JsonPointer.steps(Schema.key(i) + ".from", compiled.place(i)));
        }
        this.paths = JsonPaths.of(pointers);
    }

    /** A decoder with the defaults for what is null. */
    @JsonCreator
    public static JsonRow of(
            @JsonProperty(value = "schema", required = true) List<Field> schema,
            @JsonProperty("unknownFields") @Nullable UnknownFields unknownFields,
            @JsonProperty("maxBytes") @Nullable Integer maxBytes) {
        return new JsonRow(
                schema,
                UnknownFields.orDefault(unknownFields),
                Objects.requireNonNullElse(maxBytes, RowLimits.DEFAULT_BYTES));
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
            return RowLimits.noValue(record, "a JSON object");
        }
        if (value.length > maxBytes) {
            return RowLimits.tooLarge(record, value, maxBytes);
        }
        if (!Utf8.isText(value) || isOfWiderUnits(value)) {
            return undecodable(record, "other bytes");
        }
        try (JsonParser parser = JSON.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return undecodable(record, parser.currentToken() == null ? "nothing" : "another value");
            }
            Row row = new Row(compiled);
            paths.readRoot(parser, row);
            if (parser.nextToken() != null) {
                return undecodable(record, "more behind it");
            }
            return row.finish(record, unknownFields);
        } catch (StreamConstraintsException e) {
            return undecodable(record, "too deep a nesting, or too long a number or name");
        } catch (JsonProcessingException e) {
            return undecodable(record, place(e) + Excerpt.ofSentence(withoutSource(e.getOriginalMessage())));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from an array must not fail", e);
        }
    }

    /** Where an object began that never ends is said by the parser with a description of its input that helps nobody. */
    private static String withoutSource(String sentence) {
        int source = sentence.indexOf(" (start marker at ");
        return source < 0 ? sentence : sentence.substring(0, source);
    }

    /** Whether the parser would take it for UTF-16 or UTF-32, which have zeros in their first characters. */
    private static boolean isOfWiderUnits(byte[] value) {
        for (int i = 0; i < Math.min(4, value.length); i++) {
            if (value[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null ? "" : "at character " + e.getLocation().getCharOffset() + ": ";
    }

    private static Rejected undecodable(SourceRecord record, String found) {
        String detail = "expected one JSON object in UTF-8, found " + found;
        return new Rejected(record.origin(), Reason.UNDECODABLE, detail, record.value());
    }

    private Object readResolve() {
        return new JsonRow(schema, unknownFields, maxBytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonRow that
                && schema.equals(that.schema)
                && unknownFields == that.unknownFields
                && maxBytes == that.maxBytes;
    }

    @Override
    public int hashCode() {
        return Objects.hash(schema, unknownFields, maxBytes);
    }

    @Override
    public String toString() {
        return "JsonRow[schema=" + schema + ", unknownFields=" + unknownFields + ", maxBytes=" + maxBytes + "]";
    }
}
