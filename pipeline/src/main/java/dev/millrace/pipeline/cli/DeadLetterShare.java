package dev.millrace.pipeline.cli;

import dev.millrace.pipeline.metrics.MetricsRecord;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Notices that much of a stream is dead letters: the accuracy, which is of the rest, may rise meanwhile. Says so when they become a tenth of all
 * records, and again when they become half. Not thread-safe.
 */
final class DeadLetterShare {

    /** Fewer records say nothing of a stream. */
    private static final long FEW = 100;

    private static final double[] WORTH_A_LINE = {0.1, 0.5};

    private final String topic;
    private int said;

    /** @param topic where the dead letters are */
    DeadLetterShare(String topic) {
        this.topic = topic;
    }

    /** The line to print after this record; null for none. */
    @Nullable
    String news(MetricsRecord record) {
        long dead = count(record.deadLetters());
        boolean isNews = false;
        while (record.consumed() >= FEW
                && said < WORTH_A_LINE.length
                && dead >= WORTH_A_LINE[said] * record.consumed()) {
            said++;
            isNews = true;
        }
        return isNews ? line(dead, record) : null;
    }

    private String line(long dead, MetricsRecord record) {
        return String.format(
                Locale.ROOT,
                "Warning: %,d of %,d records are dead letters%s; accuracy is of the others only. Topic %s has each with its reason.",
                dead,
                record.consumed(),
                reasons(record.deadLetters()),
                topic);
    }

    /** Their number. */
    static long count(Map<String, Long> byReason) {
        return byReason.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Their numbers by reason, in brackets after a blank; empty if there are none. */
    static String reasons(Map<String, Long> byReason) {
        return byReason.isEmpty()
                ? ""
                : new TreeMap<>(byReason)
                        .entrySet().stream()
                                .map(entry -> String.format(Locale.ROOT, "%s %,d", entry.getKey(), entry.getValue()))
                                .collect(Collectors.joining(", ", " (", ")"));
    }
}
