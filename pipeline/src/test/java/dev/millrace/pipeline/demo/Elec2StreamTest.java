package dev.millrace.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.dataset.DataRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Elec2StreamTest {

    private static final int ROWS = 45_312;

    private final Elec2Stream stream = new Elec2Stream();

    /** The figures that its README and many papers give: it is that data set, in its order. */
    @Test
    void isTheDataSetThatPapersSpeakOf() {
        List<String> labels = stream.records(ROWS)
                .map(record -> {
                    String row = new String(record.value(), StandardCharsets.UTF_8);
                    return row.substring(row.length() - 2, row.length() - 1);
                })
                .toList();
        long repeats = 0;
        for (int i = 1; i < ROWS; i++) {
            repeats += labels.get(i).equals(labels.get(i - 1)) ? 1 : 0;
        }
        assertThat(labels).hasSize(ROWS).containsOnly("0", "1");
        assertThat(labels.stream().filter("1"::equals)).hasSize(19_237);
        assertThat(repeats / (double) ROWS).isBetween(0.8532, 0.8533);
    }

    @Test
    void streamsTheRowsOnceAndInOrder() {
        try (Stream<DataRecord> records = stream.records(1_000)) {
            List<DataRecord> taken = records.toList();
            assertThat(taken).hasSize(1_000);
            assertThat(taken.get(999).key()).asString(StandardCharsets.UTF_8).isEqualTo("999");
            assertThat(taken.get(0).value())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("{\"date\":0.000000,\"day\":2.000000,"
                            + "\"period\":0.000000,\"nswprice\":0.056443,\"nswdemand\":0.439155,\"vicprice\":0.003467,\"vicdemand\":0.422915,"
                            + "\"transfer\":0.414912,\"label\":1}");
        }
    }

    @Test
    void hasNoSecondPass() {
        assertThatThrownBy(() -> stream.requireSamples(ROWS + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "samples must be in [1000, 45312], the rows of elec2, got 45313: a stream that goes by time has no"
                                + " second pass");
    }

    @Test
    void theLastSnapshotAndTheLastWindowEndWithTheRows() {
        assertThat(stream.places(ROWS)).isEqualTo(Map.of("snapshotSamples", "3776", "metricsSamples", "472"));
        assertThat(ROWS % 3_776).isZero();
        assertThat(ROWS % 472).isZero();
    }

    @Test
    void testsASnapshotOnTheRowsUntilTheNextOne() {
        // 100 rows a window, 800 from snapshot to snapshot: 9,600 are 96 windows.
        assertThat(values(stream.tests(800, 9_600))).isEqualTo(rows(800, 1_600));
        assertThat(values(stream.tests(9_000, 9_600))).isEqualTo(rows(9_000, 9_600));
        assertThat(stream.tests(9_600, 9_600)).isEmpty();
    }

    private static List<String> values(List<TestRecord> tests) {
        return tests.stream()
                .map(test -> new String(test.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private List<String> rows(int from, int to) {
        try (Stream<DataRecord> records = stream.records(to)) {
            return records.skip(from)
                    .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .toList();
        }
    }
}
