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

    /** Whether a text has no half of a surrogate pair alone, as escapes can make it: such has no bytes in UTF-8. */
    static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean isPair = Character.isHighSurrogate(text.charAt(i))
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!isPair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
