package dev.millrace.pipeline.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.sample.Origin;
import dev.millrace.sample.decode.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalRateTest {

    @Test
    void addsUpThePartitions() {
        List<SourceRecord> records = new ArrayList<>(partition(0, 101, 1_000, 500));
        records.addAll(partition(1, 51, 1_000, 1_000));

        assertThat(ArrivalRate.of(records).recordsPerSecond()).isCloseTo(2 + 1, within(1e-9));
    }

    @Test
    void knowsNothingOfRecordsThatWereLoadedAtOnce() {
        assertThat(ArrivalRate.of(partition(0, 1_000, 1_000, 1)).isKnown()).isFalse();
    }

    @Test
    void knowsNothingWithoutTimestamps() {
        assertThat(ArrivalRate.of(partition(0, 1_000, -1, 0)).isKnown()).isFalse();
        assertThat(ArrivalRate.of(partition(0, 1, 5, 0)).isKnown()).isFalse();
    }

    private static List<SourceRecord> partition(int partition, int count, long first, long step) {
        List<SourceRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(SourceRecord.of(new Origin("t", partition, i, null, first + i * step), new byte[0]));
        }
        return records;
    }
}
