package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every invalid record is a dead letter with its reason, and none of them changes what the model learns. */
@Tag("broker")
@ExtendWith(BrokerExtension.class)
class CorruptRecordsIT {

    private static final int GOOD = 20_000;
    private static final int OF_EACH_KIND = 125;
    private static final int LABEL = 0;
    private static final int FIRST_ELEMENT = Integer.BYTES;

    @TempDir
    private Path directory;

    /** Ways to break a record, and the reason each is refused for. */
    private enum Corruption {
        UNDECODABLE("undecodable"),
        WRONG_SHAPE("wrong-shape"),
        NAN("nan"),
        INFINITE("infinite"),
        UNKNOWN_LABEL("unknown-label"),
        NULL_VALUE("null-value"),
        TRUNCATED("truncated"),
        /** A whole number of floats, more than the shape has, and longer than a dead letter may be. */
        HUGE("wrong-shape");

        private final String reason;

        Corruption(String reason) {
            this.reason = reason;
        }

        byte @Nullable [] of(byte[] good) {
            return switch (this) {
                case UNDECODABLE -> Arrays.copyOf(good, good.length - 3);
                case WRONG_SHAPE -> Arrays.copyOf(good, good.length + Float.BYTES);
                case NAN -> edited(good).putFloat(FIRST_ELEMENT, Float.NaN).array();
                case INFINITE ->
                    edited(good)
                            .putFloat(FIRST_ELEMENT + 8, Float.NEGATIVE_INFINITY)
                            .array();
                case UNKNOWN_LABEL -> edited(good).putInt(LABEL, 3).array();
                case NULL_VALUE -> null;
                case TRUNCATED -> Arrays.copyOf(good, good.length - 2 * Float.BYTES);
                case HUGE -> Arrays.copyOf(good, 40_000);
            };
        }

        private static ByteBuffer edited(byte[] good) {
            return ByteBuffer.wrap(good.clone()).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    @Test
    void corruptRecordsBecomeDeadLettersAndLeaveTheModelAlone(TestBroker broker) throws Exception {
        List<byte @Nullable []> good = TestTensors.records(GOOD, 11);
        TestJob clean = TestJob.of("clean", broker.bootstrapServers(), directory);
        clean.samples().create().append(good);
        RunSummary expected = clean.run(RunOptions.toTheEnd());

        Map<Long, Corruption> corrupt = new TreeMap<>();
        TestJob mixed = TestJob.of("mixed", broker.bootstrapServers(), directory);
        mixed.samples().create().append(withCorrupt(good, corrupt));
        RunSummary summary = mixed.run(RunOptions.toTheEnd());

        assertThat(summary.trained()).isEqualTo(GOOD);
        assertThat(summary.deadLetters()).isEqualTo(1_000);
        assertThat(summary.parametersSha256()).isEqualTo(expected.parametersSha256());
        assertThat(mixed.versions()).isEqualTo(clean.versions());

        List<ConsumerRecord<byte[], byte[]>> letters =
                mixed.topic("dead-letters").readAll();
        assertThat(letters).hasSize(1_000);
        Map<Long, String> reasons = new TreeMap<>();
        letters.forEach(letter -> {
            Map<String, String> headers = TestTopic.headers(letter);
            reasons.put(Long.parseLong(headers.get("offset")), headers.get("reason"));
            assertThat(headers).containsEntry("topic", "mixed.samples").containsEntry("partition", "0");
        });
        Map<Long, String> expectedReasons = new TreeMap<>();
        corrupt.forEach((offset, kind) -> expectedReasons.put(offset, kind.reason));
        assertThat(reasons).isEqualTo(expectedReasons);
        assertThat(letters)
                .filteredOn(letter -> TestTopic.headers(letter).containsKey("length"))
                .hasSize(OF_EACH_KIND)
                .allSatisfy(letter -> {
                    assertThat(letter.value()).hasSize(1_024);
                    assertThat(TestTopic.headers(letter))
                            .containsEntry("length", "40000")
                            .containsKey("sha256");
                });
    }

    @Test
    void aKeyTooLongForAnOutputRecordIsCut(TestBroker broker) throws Exception {
        TestJob job = TestJob.of("keys", broker.bootstrapServers(), directory);
        byte[] key = new byte[900 << 10];
        new Random(3).nextBytes(key);
        List<byte @Nullable []> good = TestTensors.records(100, 13);
        job.samples().create().append(good);
        job.samples().append(key, good.get(0));
        job.samples().append(key, null);

        RunSummary summary = job.run(RunOptions.toTheEnd());

        assertThat(summary.trained()).isEqualTo(101);
        List<ConsumerRecord<byte[], byte[]>> predictions =
                job.topic("predictions").readAll();
        List<ConsumerRecord<byte[], byte[]>> letters = job.topic("dead-letters").readAll();
        assertThat(predictions).hasSize(101);
        assertThat(letters).hasSize(1);
        for (ConsumerRecord<byte[], byte[]> record : List.of(predictions.get(100), letters.get(0))) {
            assertThat(record.key()).isEqualTo(Arrays.copyOf(key, 32 << 10));
            assertThat(TestTopic.headers(record))
                    .containsEntry("key-length", "921600")
                    .containsKey("key-sha256");
        }
    }

    /** The good records in order, with corrupt ones strewn between them; notes at which offset lies which. */
    private static List<byte @Nullable []> withCorrupt(List<byte @Nullable []> good, Map<Long, Corruption> corrupt) {
        List<byte @Nullable []> mixed = new ArrayList<>();
        Random random = new Random(5);
        int written = 0;
        for (byte[] record : good) {
            while (written < OF_EACH_KIND * Corruption.values().length && random.nextInt(15) == 0) {
                Corruption kind = Corruption.values()[written++ % Corruption.values().length];
                corrupt.put((long) mixed.size(), kind);
                mixed.add(record == null ? null : kind.of(record));
            }
            mixed.add(record);
        }
        return mixed;
    }
}
