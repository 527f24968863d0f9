package dev.millrace.pipeline.dataset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes rows of texts as JSON objects keyed by the columns' names. A field that reads as a JSON number becomes that number, digit by digit as it
 * stands, without spaces around it; an empty one becomes null; any other a string. So {@code 007} and {@code NaN}, which are no JSON numbers,
 * stay strings.
 *
 * @param columns names, one for each field
 */
record JsonWriter(List<String> columns) {

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final JsonFactory JSON = new JsonFactory();

    JsonWriter {
        columns = List.copyOf(columns);
    }

    /**
     * The object in UTF-8.
     *
     * @param fields one for each column
     */
    byte[] json(List<String> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = JSON.createGenerator(out)) {
            generator.writeStartObject();
            for (int i = 0; i < columns.size(); i++) {
                generator.writeFieldName(columns.get(i));
                write(generator, fields.get(i));
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator generator, String field) throws IOException {
        String number = field.strip();
        if (field.isEmpty()) {
            generator.writeNull();
        } else if (NUMBER.matcher(number).matches()) {
            generator.writeNumber(number);
        } else {
            generator.writeString(field);
        }
    }
}
