package dev.millrace.pipeline.init;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a record's bytes look like, by themselves. */
enum RecordFormat {
    JSON("JSON objects", "a JSON object"),
    PNG("PNG images", "a PNG image"),
    JPEG("JPEG images", "a JPEG image"),
    TEXT("lines of text", "a line of text"),
    BINARY("other bytes", "other bytes"),
    NULL("without a value", "without a value");

    private static final byte[] PNG_START = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JPEG_START = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final String many;
    private final String one;

    RecordFormat(String many, String one) {
        this.many = many;
        this.one = one;
    }

    /** The format in the plural. */
    String many() {
        return many;
    }

    /** So many records, as a sentence counts them: {@code 300 are PNG images}. */
    String counted(int count) {
        return count == 1 ? "1 is " + one : Phrase.of("%,d are %s", count, many);
    }

    /** Whether it is an image's file. */
    boolean isImage() {
        return this == PNG || this == JPEG;
    }

    /** The format of a record's value. */
    static RecordFormat of(byte @Nullable [] value) {
        if (value == null) {
            return NULL;
        }
        if (begins(value, PNG_START)) {
            return PNG;
        }
        if (begins(value, JPEG_START)) {
            return JPEG;
        }
        if (!isText(value)) {
            return BINARY;
        }
        return isJsonObject(value) ? JSON : TEXT;
    }

    private static boolean begins(byte[] value, byte[] start) {
        return value.length >= start.length && Arrays.equals(value, 0, start.length, start, 0, start.length);
    }

    /** Whether it is UTF-8 without control characters other than tabs and line breaks; at least one character. */
    private static boolean isText(byte[] value) {
        if (value.length == 0) {
            return false;
        }
        for (byte each : value) {
            if (each >= 0 && each < ' ' && each != '\t' && each != '\n' && each != '\r') {
                return false;
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean isJsonObject(byte[] value) {
        try (JsonParser parser = FACTORY.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
