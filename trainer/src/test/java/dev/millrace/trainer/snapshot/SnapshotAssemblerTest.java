package dev.millrace.trainer.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SnapshotAssemblerTest {

    private static final int KEEP = 3;

    private final SnapshotAssembler assembler = new SnapshotAssembler("fashion");
    private List<SnapshotRecord> first = List.of();

    @BeforeEach
    void writeTheFirst() {
        first = records("fashion", 1);
        assertThat(first).hasSizeGreaterThan(4);
    }

    @Test
    void handsOverASnapshotAtItsManifestAndOnce() {
        assertThat(versions(first)).containsExactly(1L);
        assertThat(versions(first.subList(first.size() - 1, first.size()))).isEmpty();
    }

    @Test
    void takesChunksInAnyOrder() {
        List<SnapshotRecord> turned = new ArrayList<>(first.subList(0, first.size() - 1));
        Collections.reverse(turned);
        turned.add(first.get(first.size() - 1));

        assertThat(versions(turned)).containsExactly(1L);
    }

    @Test
    void takesTheNewerOfTwoValuesOfAChunk() {
        List<SnapshotRecord> records = new ArrayList<>(List.of(with(first.get(0), new byte[] {1})));
        records.addAll(first);

        assertThat(versions(records)).containsExactly(1L);
    }

    @Test
    void passesOverASnapshotWithAHoleAndTakesTheNext() {
        for (int hole = 0; hole < first.size() - 1; hole++) {
            List<SnapshotRecord> records = new ArrayList<>(first);
            records.remove(hole);
            records.addAll(records("fashion", 2));

            assertThat(versions(records)).containsExactly(2L);
        }
    }

    @Test
    void passesOverADamagedChunkAndTakesTheNextOfTheSameSlot() {
        byte[] damaged = value(first.get(1)).clone();
        damaged[5] ^= 1;
        List<SnapshotRecord> records = new ArrayList<>(first);
        records.set(1, with(first.get(1), damaged));
        records.addAll(records("fashion", 1 + KEEP));

        assertThat(versions(records)).containsExactly(1L + KEEP);
    }

    @Test
    void passesOverAManifestThatIsNoneAndTakesTheNext() {
        List<SnapshotRecord> records = new ArrayList<>(first);
        records.set(first.size() - 1, with(first.get(first.size() - 1), "{}".getBytes(StandardCharsets.UTF_8)));
        records.addAll(records("fashion", 2));

        assertThat(versions(records)).containsExactly(2L);
    }

    @Test
    void passesOverAManifestOfAnotherVersionOrModel() {
        SnapshotRecord own = first.get(first.size() - 1);
        for (Snapshot other : List.of(SmallSnapshot.of("fashion", 2), SmallSnapshot.of("other", 1))) {
            List<SnapshotRecord> records = new ArrayList<>(first);
            records.set(first.size() - 1, with(own, other.manifest().toJson()));

            assertThat(versions(records)).isEmpty();
        }
    }

    @Test
    void keepsVersionsThatComeInterleavedApart() {
        List<SnapshotRecord> second = records("fashion", 2);
        List<SnapshotRecord> records = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            records.add(second.get(i));
            records.add(first.get(i));
        }

        assertThat(versions(records)).containsExactly(2L, 1L);
    }

    @Test
    void doesNotTakeAChunkThatAnOlderVersionLeftInTheSlot() {
        List<SnapshotRecord> newer = records("fashion", 1 + KEEP);
        List<SnapshotRecord> records = new ArrayList<>(first.subList(0, first.size() - 1));
        // The last chunk of the newer one was lost; the older one's still lies in the slot, and is equal in all but its
        // version.
        records.addAll(newer.subList(0, newer.size() - 2));
        records.add(newer.get(newer.size() - 1));

        assertThat(versions(records)).isEmpty();
    }

    @Test
    void aTombstoneTakesAChunkAway() {
        List<SnapshotRecord> records = new ArrayList<>(first);
        records.add(1, with(first.get(0), null));

        assertThat(versions(records)).isEmpty();
    }

    @Test
    void tombstonesOfPartsThatAreNoMoreDoNoHarm() {
        List<SnapshotRecord> records = SnapshotRecord.of(SmallSnapshot.of("fashion", 1 + KEEP), KEEP, first.size() + 3);
        assertThat(records.stream().filter(record -> record.value() == null)).hasSize(4);

        assertThat(versions(records)).containsExactly(1L + KEEP);
    }

    @Test
    void aTombstoneOfAManifestIsNoSnapshot() {
        List<SnapshotRecord> records = new ArrayList<>(first);
        records.set(first.size() - 1, with(first.get(first.size() - 1), null));

        assertThat(versions(records)).isEmpty();
    }

    @Test
    void aClearedSlotHoldsNothingOfTheSnapshotThatWasInIt() {
        List<SnapshotRecord> records = new ArrayList<>(first.subList(0, first.size() - 1));
        records.addAll(SnapshotRecord.cleared("fashion", first.get(0).slot(), 2, first.size() - 1));
        records.add(first.get(first.size() - 1));

        assertThat(versions(records)).isEmpty();
    }

    @Test
    void passesOverOtherModels() {
        List<SnapshotRecord> other = records("other", 1);
        List<SnapshotRecord> records = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            records.add(first.get(i));
            records.add(other.get(i));
        }

        assertThat(versions(records)).containsExactly(1L);
    }

    private List<Long> versions(List<SnapshotRecord> records) {
        return records.stream()
                .flatMap(record ->
                        assembler.add(SnapshotRecord.parse(record.key(), record.headers(), record.value())).stream())
                .map(snapshot -> snapshot.manifest().version())
                .toList();
    }

    private static List<SnapshotRecord> records(String model, long version) {
        return SnapshotRecord.of(SmallSnapshot.of(model, version), KEEP, 0);
    }

    private static byte[] value(SnapshotRecord record) {
        return Objects.requireNonNull(record.value());
    }

    private static SnapshotRecord with(SnapshotRecord record, byte @Nullable [] value) {
        return new SnapshotRecord(
                record.model(), record.slot(), record.part(), record.version(), record.parts(), value);
    }
}
