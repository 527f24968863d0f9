package dev.millrace.pipeline.init;

import dev.millrace.sample.Origin;
import dev.millrace.sample.decode.SourceRecord;
import java.util.List;
import java.util.Locale;

/**
 * How fast a topic's records came, by their timestamps.
 *
 * @param recordsPerSecond of all partitions together; NaN where the timestamps do not tell
 */
record ArrivalRate(double recordsPerSecond) {

    /** Records that came within a shorter time were loaded at once, which says nothing of those to come. */
    private static final long SHORTEST_MILLIS = 10_000;

    static final ArrivalRate UNKNOWN = new ArrivalRate(Double.NaN);

    /** @param records by partition and offset */
    static ArrivalRate of(List<SourceRecord> records) {
        double sum = 0;
        int from = 0;
        for (int i = 1; i <= records.size(); i++) {
            if (i == records.size()
                    || records.get(i).origin().split()
                            != records.get(from).origin().split()) {
                sum += rate(records.get(from).origin(), records.get(i - 1).origin(), i - from);
                from = i;
            }
        }
        return new ArrivalRate(sum > 0 ? sum : Double.NaN);
    }

    private static double rate(Origin first, Origin last, int count) {
        long millis = last.eventTimeMillis() - first.eventTimeMillis();
        return first.eventTimeMillis() <= 0 || millis < SHORTEST_MILLIS ? Double.NaN : (count - 1) * 1e3 / millis;
    }

    boolean isKnown() {
        return !Double.isNaN(recordsPerSecond);
    }

    /** The rate in two digits. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, recordsPerSecond < 10 ? "%.1f" : "%,.0f", recordsPerSecond);
    }
}
