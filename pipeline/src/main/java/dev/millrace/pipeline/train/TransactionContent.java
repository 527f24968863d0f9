package dev.millrace.pipeline.train;

import java.util.ArrayList;
import java.util.List;

/** Says what a transaction carries, so that it can be named should it be lost. */
final class TransactionContent {

    private String last;
    private long consumed;
    private long version;

    /**
     * @param last what the transaction carried that was closed last
     * @param consumed records dealt with when it was
     * @param version snapshot version then
     */
    TransactionContent(String last, long consumed, long version) {
        this.last = last;
        this.consumed = consumed;
        this.version = version;
    }

    /** A transaction is closed when so much was done. */
    void close(long nowConsumed, long nowVersion) {
        List<String> parts = new ArrayList<>();
        if (nowConsumed > consumed) {
            parts.add("the outcome of " + range("record", consumed, nowConsumed));
        }
        if (nowVersion > version) {
            parts.add(range("snapshot version", version, nowVersion));
        }
        last = parts.isEmpty() ? "the outcome of no record" : String.join(" and ", parts);
        consumed = nowConsumed;
        version = nowVersion;
    }

    private static String range(String what, long before, long now) {
        return now == before + 1 ? what + " " + now : what + "s " + (before + 1) + " to " + now;
    }

    /** {@code the outcome of records 65 to 128 and snapshot version 3}. */
    String last() {
        return last;
    }
}
