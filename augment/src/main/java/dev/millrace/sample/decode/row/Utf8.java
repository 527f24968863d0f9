package dev.millrace.sample.decode.row;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text in UTF-8, strictly: nothing is replaced. */
final class Utf8 {

    private Utf8() {}

    /** Whether the bytes are text in UTF-8. */
    static boolean isText(byte[] bytes) {
        return isAscii(bytes) || decoded(bytes) != null;
    }

    /** The bytes as text; null if they are none. */
    static @Nullable String text(byte[] bytes) {
        return isAscii(bytes) ? new String(bytes, StandardCharsets.ISO_8859_1) : decoded(bytes);
    }

    private static boolean isAscii(byte[] bytes) {
        int any = 0;
        for (byte each : bytes) {
            any |= each;
        }
        return any >= 0;
    }

    private static @Nullable String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
