package dev.millrace.sample.decode.row;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The pointers of a schema as a tree, so that a record is read once from front to back and only what is pointed at becomes an object. Immutable once
 * it is built.
 */
final class JsonPaths {

    private static final int NO_FIELD = -1;

    private final Map<String, JsonPaths> children = new HashMap<>();
    private final TreeMap<Integer, JsonPaths> elements = new TreeMap<>();
    private int field = NO_FIELD;

    private JsonPaths() {}

    /** The tree of these fields' pointers, each of {@link JsonPointer#steps}. */
    static JsonPaths of(List<List<String>> pointers) {
        JsonPaths root = new JsonPaths();
        for (int i = 0; i < pointers.size(); i++) {
            JsonPaths node = root;
            for (String step : pointers.get(i)) {
                node = node.child(step);
            }
            node.field = i;
        }
        return root;
    }

    private JsonPaths child(String step) {
        JsonPaths child = children.computeIfAbsent(step, name -> new JsonPaths());
        if (step.matches("0|[1-9][0-9]{0,8}")) {
            elements.put(Integer.valueOf(step), child);
        }
        return child;
    }

    /**
     * Reads the root object. The parser stands at its start, and afterwards at its end.
     *
     * @throws IOException if the record is no JSON
     */
    void readRoot(JsonParser parser, Row row) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonPaths child = children.get(name);
            parser.nextToken();
            if (child == null) {
                row.unknown(name);
                parser.skipChildren();
            } else {
                child.readValue(parser, row);
            }
        }
    }

    private void readValue(JsonParser parser, Row row) throws IOException {
        JsonToken token = parser.currentToken();
        if (field != NO_FIELD) {
            Cell cell = cell(parser, token);
            if (cell != null) {
                row.read(field, cell);
            }
        }
        if (token == JsonToken.START_OBJECT && !children.isEmpty()) {
            readObject(parser, row);
        } else if (token == JsonToken.START_ARRAY && !elements.isEmpty()) {
            readList(parser, row);
        } else {
            parser.skipChildren();
        }
    }

    private void readObject(JsonParser parser, Row row) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            read(children.get(name), parser, row);
        }
    }

    private void readList(JsonParser parser, Row row) throws IOException {
        Map.Entry<Integer, JsonPaths> next = elements.firstEntry();
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            boolean isNext = next != null && next.getKey() == i;
            read(isNext ? next.getValue() : null, parser, row);
            if (isNext) {
                next = elements.higherEntry(i);
            }
        }
    }

    private static void read(@Nullable JsonPaths node, JsonParser parser, Row row) throws IOException {
        if (node == null) {
            parser.skipChildren();
        } else {
            node.readValue(parser, row);
        }
    }

    private static @Nullable Cell cell(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Cell(Cell.Type.NUMBER, parser.getText());
            case VALUE_STRING -> new Cell(Cell.Type.TEXT, whole(parser));
            case VALUE_TRUE, VALUE_FALSE -> new Cell(Cell.Type.TRUTH, parser.getText());
            case START_OBJECT -> new Cell(Cell.Type.OBJECT, "");
            case START_ARRAY -> new Cell(Cell.Type.LIST, "");
            default -> null;
        };
    }

    private static String whole(JsonParser parser) throws IOException {
        String text = parser.getText();
        if (!Utf8.isWhole(text)) {
            throw new JsonParseException(parser, "half a surrogate pair, which is no character");
        }
        return text;
    }
}
