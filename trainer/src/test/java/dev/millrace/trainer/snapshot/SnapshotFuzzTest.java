package dev.millrace.trainer.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever bytes come: a snapshot, or {@link SnapshotFormatException}, and no memory that the bytes do not account for. */
class SnapshotFuzzTest {

    private static final int MUTATIONS = 20_000;

    /** A JSON tree of a few kilobytes takes some hundred; a claim taken at its word would take gigabytes. */
    private static final long MOST_BYTES = 4_000_000;

    private final Snapshot snapshot = SmallSnapshot.of("fashion", 7);

    @Test
    void aMutatedFileIsReadOrRefused() {
        int refused = fuzz(snapshot.content(), 1, bytes -> new Snapshot(snapshot.manifest(), bytes).model());

        assertThat(refused).isBetween(MUTATIONS / 4, MUTATIONS - 1);
    }

    @Test
    void aMutatedManifestIsReadOrRefused() {
        int refused = fuzz(
                snapshot.manifest().toJson(),
                2,
                bytes -> new Snapshot(Manifest.fromJson(bytes), snapshot.content()).model());

        assertThat(refused).isBetween(MUTATIONS / 4, MUTATIONS - 1);
    }

    @Test
    void aDamagedRecordNeverBecomesAnotherModel() {
        Random random = new Random(3);
        List<SnapshotRecord> records = SnapshotRecord.of(snapshot, 1, 0);
        for (int i = 0; i < 500; i++) {
            SnapshotAssembler assembler = new SnapshotAssembler("fashion");
            int damaged = random.nextInt(records.size() - 1);
            for (int j = 0; j < records.size(); j++) {
                SnapshotRecord record = records.get(j);
                byte[] value = record.value();
                byte[] written = j == damaged && value != null ? mutate(value, random) : value;
                boolean changed = !Arrays.equals(value, written);
                boolean whole = assembler
                        .add(SnapshotRecord.parse(record.key(), record.headers(), written))
                        .isPresent();
                damaged = j == damaged && !changed ? -1 : damaged;
                assertThat(whole).isEqualTo(j == records.size() - 1 && damaged == -1);
            }
        }
    }

    private interface Reader {
        Object read(byte[] bytes);
    }

    /** Reads mutations and counts those refused. */
    private static int fuzz(byte[] original, long seed, Reader reader) {
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Random random = new Random(seed);
        reader.read(original);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = mutate(original, random);
            long before = memory.getCurrentThreadAllocatedBytes();
            try {
                reader.read(mutated);
            } catch (SnapshotFormatException e) {
                refused++;
            }
            long allocated = memory.getCurrentThreadAllocatedBytes() - before;
            assertThat(allocated).as("mutation %s", i).isLessThan(MOST_BYTES);
        }
        return refused;
    }

    /** One to four changes: a bit, a byte, a digit, a cut, an insertion, a piece copied elsewhere. */
    private static byte[] mutate(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int changes = random.nextInt(4); changes >= 0 && bytes.length > 1; changes--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes[at] = (byte) ('0' + random.nextInt(10));
                case 3 -> bytes = Arrays.copyOf(bytes, at);
                case 4 -> bytes = insert(bytes, at, (byte) "0123456789{}[]\",:-eE\0".charAt(random.nextInt(21)));
                default ->
                    System.arraycopy(
                            original.clone(), 0, bytes, at, random.nextInt(bytes.length - at) % original.length);
            }
        }
        return bytes;
    }

    private static byte[] insert(byte[] bytes, int at, byte value) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
        longer[at] = value;
        return longer;
    }
}
