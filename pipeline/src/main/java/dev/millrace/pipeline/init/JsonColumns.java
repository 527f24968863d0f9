package dev.millrace.pipeline.init;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.millrace.sample.decode.SourceRecord;
import dev.millrace.sample.decode.row.JsonPointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The places of JSON objects and what stands there: objects are entered, and short lists whose length is always the same. */
final class JsonColumns {

    /** A longer list is rather a series than so many measurements. */
    private static final int LONGEST_LIST = 16;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Map<String, Integer> listLengths = new LinkedHashMap<>();
    private final Set<String> unevenLists = new LinkedHashSet<>();

    private JsonColumns() {}

    /** Looks through objects, by partition and offset. */
    static JsonColumns of(List<SourceRecord> objects) {
        JsonColumns columns = new JsonColumns();
        int partition = -1;
        for (SourceRecord object : objects) {
            if (object.origin().split() != partition) {
                columns.columns.values().forEach(Column::partitionEnds);
                partition = object.origin().split();
            }
            columns.read(object.value());
        }
        return columns;
    }

    /** The places that hold values, in order of appearance; those within lists that are left out are not among them. */
    List<Column> columns() {
        List<Column> kept = new ArrayList<>();
        for (Column column : columns.values()) {
            if (unevenLists.stream().noneMatch(list -> column.place().startsWith(list + "/"))) {
                kept.add(column);
            }
        }
        kept.removeIf(column -> column.scalars() + column.nonFinite() == 0 && column.composites() > 0);
        return kept;
    }

    /** Lists that are left out: long ones, and those of varying length. */
    Set<String> unevenLists() {
        return unevenLists;
    }

    private void read(byte @Nullable [] object) {
        try (JsonParser parser = JSON.createParser(object)) {
            parser.nextToken();
            readObject("", parser);
        } catch (IOException e) {
            throw new UncheckedIOException("what was read before must be readable again", e);
        }
    }

    private void readObject(String place, JsonParser parser) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            readValue(place + JsonPointer.to(name), parser);
        }
    }

    private void readList(String place, JsonParser parser) throws IOException {
        int length = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (length >= LONGEST_LIST) {
                unevenLists.add(place);
                parser.skipChildren();
            } else {
                readValue(place + "/" + length, parser);
            }
            length++;
        }
        Integer before = listLengths.putIfAbsent(place, length);
        if (before != null && before != length) {
            unevenLists.add(place);
        }
    }

    private void readValue(String place, JsonParser parser) throws IOException {
        Column column = columns.computeIfAbsent(place, Column::new);
        switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> column.number(parser.getText());
            case VALUE_STRING -> column.text(parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> column.truth(parser.getText());
            case START_OBJECT -> {
                column.composite();
                readObject(place, parser);
            }
            case START_ARRAY -> {
                column.composite();
                readList(place, parser);
            }
            default -> {}
        }
    }
}
