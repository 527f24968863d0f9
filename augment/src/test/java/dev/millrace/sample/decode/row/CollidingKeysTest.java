package dev.millrace.sample.decode.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.sample.Deviations;
import dev.millrace.sample.Sample;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * Keys made to collide in the table that Jackson keeps of the keys it has met, over records and decoders. It fills up, and then refuses records, or throws
 * at them: what becomes of a record must not depend on those before it.
 */
class CollidingKeysTest {

    private static final int KEYS = 3_000;

    /** Jackson's hash multiplies the second four bytes of a key by 33 before anything secret comes in; this undoes it. */
    private static final int INVERSE =
            BigInteger.valueOf(33).modInverse(BigInteger.ONE.shiftLeft(32)).intValue();

    private static final JsonRow ROW = Rows.json(CategoricalField.required("v"));

    @Test
    void areKeysLikeOthers() {
        for (int record = 0; record < 3; record++) {
            assertUnknown(KEYS, colliding(record));
        }
        StringBuilder ordinary = new StringBuilder("{\"v\": \"a\"");
        for (int i = 0; i < KEYS; i++) {
            ordinary.append(",\"key").append(i).append("\":0");
        }
        assertUnknown(KEYS, ordinary.append('}').toString());
    }

    private static void assertUnknown(int keys, String record) {
        Sample sample = Rows.sample(ROW, record);
        assertThat(sample.deviations()).isEqualTo(new Deviations(keys, 0));
    }

    /** A row with so many more keys of eight printable characters, all of one hash. */
    private static String colliding(int hash) {
        StringBuilder record = new StringBuilder("{\"v\": \"a\"");
        int keys = 0;
        for (int first = 0x20202020; keys < KEYS; first += 0x00010357) {
            int mixed = first + (first >>> 15);
            mixed ^= mixed >>> 9;
            byte[] key = ByteBuffer.allocate(8)
                    .putInt(first)
                    .putInt((hash - mixed) * INVERSE)
                    .array();
            if (isPrintable(key)) {
                record.append(",\"")
                        .append(new String(key, StandardCharsets.US_ASCII))
                        .append("\":0");
                keys++;
            }
        }
        return record.append('}').toString();
    }

    private static boolean isPrintable(byte[] key) {
        for (byte each : key) {
            if (each < ' ' || each == '"' || each == '\\' || each == 0x7F) {
                return false;
            }
        }
        return true;
    }
}
