package dev.millrace.trainer.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotRecordTest {

    @Test
    void goIntoTheSlotOfTheirVersionAndTheManifestLast() {
        List<SnapshotRecord> records = SnapshotRecord.of(SmallSnapshot.of("fashion", 7), 5, 0);

        int chunks = records.size() - 1;
        for (int i = 0; i < chunks; i++) {
            assertThat(records.get(i).key()).isEqualTo("fashion/2/" + i);
            assertThat(records.get(i).headers()).containsEntry("version", "7").containsEntry("parts", "" + chunks);
        }
        assertThat(records.get(chunks).key()).isEqualTo("fashion/2/manifest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fashion", "fashion/2", "fashion/x/0", "fashion/2/x", "fashion/2/-1", "fashion/2/0/1"})
    void aKeyOfAnotherKindIsRefused(String key) {
        assertThatThrownBy(() -> SnapshotRecord.parse(key, Map.of("version", "7", "parts", "3"), new byte[0]))
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessage("no record of a snapshot: its key is " + key + ", its version 7, its parts 3");
    }

    @Test
    void headersThatAreMissingOrNoNumbersAreRefused() {
        assertThatThrownBy(() -> SnapshotRecord.parse("fashion/2/0", Map.of("version", "7"), new byte[0]))
                .isInstanceOf(SnapshotFormatException.class);
        assertThatThrownBy(() ->
                        SnapshotRecord.parse("fashion/2/0", Map.of("version", "seven", "parts", "3"), new byte[0]))
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessage("no record of a snapshot: its key is fashion/2/0, its version seven, its parts 3");
    }
}
