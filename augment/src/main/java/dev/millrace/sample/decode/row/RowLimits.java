package dev.millrace.sample.decode.row;

import dev.millrace.sample.Rejected;
import dev.millrace.sample.Rejected.Reason;
import dev.millrace.sample.decode.SourceRecord;

/** How long the record of a row may be. */
final class RowLimits {

    static final int DEFAULT_BYTES = 1 << 20;
    static final int MAX_BYTES = 1 << 24;

    private RowLimits() {}

    static int requireMaxBytes(int maxBytes) {
        if (maxBytes < 1 || maxBytes > MAX_BYTES) {
            throw new IllegalArgumentException("maxBytes must be in [1, " + MAX_BYTES + "], got " + maxBytes);
        }
        return maxBytes;
    }

    static Rejected noValue(SourceRecord record, String expected) {
        return new Rejected(record.origin(), Reason.NULL_VALUE, "expected " + expected + ", found no value", null);
    }

    static Rejected tooLarge(SourceRecord record, byte[] value, int maxBytes) {
        String detail = "expected at most " + maxBytes + " bytes, found " + value.length;
        return new Rejected(record.origin(), Reason.TOO_LARGE, detail, value);
    }
}
