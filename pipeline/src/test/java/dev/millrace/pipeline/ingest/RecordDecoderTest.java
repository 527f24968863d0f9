package dev.millrace.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.Configs;
import dev.millrace.pipeline.ThrowingDecoder;
import dev.millrace.pipeline.metrics.StageTimes;
import dev.millrace.pipeline.types.Types;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Rejected;
import dev.millrace.sample.Sample;
import dev.millrace.sample.decode.SampleDecoder;
import dev.millrace.sample.decode.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordDecoderTest {

    private static final byte[] KEY = {7, 8};

    private final RecordDecoder decoder =
            new RecordDecoder(Configs.of("m", "localhost:9092").source().decoder());

    @Test
    void keepsWhereARecordCameFrom() {
        Ingested sample = decode(KEY, new byte[] {1, 10, 20, 30, 40});

        assertThat(sample).isInstanceOf(Sample.class);
        Origin origin = sample.origin();
        assertThat(origin.source()).isEqualTo("m.samples");
        assertThat(origin.split()).isEqualTo(3);
        assertThat(origin.position()).isEqualTo(42);
        assertThat(origin.key()).isEqualTo(KEY);
        assertThat(origin.eventTimeMillis()).isEqualTo(1_700_000_000_000L);
    }

    @Test
    void aTombstoneIsARejection() {
        Ingested rejected = decode(KEY, null);

        assertThat(rejected)
                .isInstanceOfSatisfying(
                        Rejected.class, it -> assertThat(it.reason()).isEqualTo(Rejected.Reason.NULL_VALUE));
        assertThat(rejected.origin().position()).isEqualTo(42);
    }

    @Test
    void aRecordNeedsNoKey() {
        assertThat(decode(null, new byte[] {1, 10, 20, 30, 40}).origin().key()).isNull();
    }

    @Test
    void givesADecoderTheLastHeaderOfEachName() {
        List<SourceRecord> seen = new ArrayList<>();
        RecordDecoder recording = new RecordDecoder(new SampleDecoder() {
            @Override
            public Ingested decode(SourceRecord record) {
                seen.add(record);
                return new Rejected(record.origin(), Rejected.Reason.UNDECODABLE, "expected nothing", record.value());
            }

            @Override
            public InputContract contract() {
                throw new UnsupportedOperationException("not asked for in this test");
            }
        });
        RecordHeaders headers = new RecordHeaders();
        headers.add("label", new byte[] {1}).add("label", new byte[] {2});
        headers.add("gone", new byte[] {3}).add("gone", null);

        decode(recording, KEY, new byte[] {7}, headers);

        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).value()).containsExactly(7);
        assertThat(seen.get(0).headers()).containsOnlyKeys("label");
        assertThat(seen.get(0).headers().get("label")).containsExactly(2);
    }

    @Test
    void givesUpOnADecoderThatThrowsAtTheSameRecordAThirdTime() throws Exception {
        RecordDecoder submitted = new RecordDecoder(new ThrowingDecoder());
        for (int time = 1; time <= 2; time++) {
            RecordDecoder restarted = InstantiationUtil.clone(submitted);
            assertThatThrownBy(() -> decode(restarted, KEY, new byte[] {7}, new RecordHeaders()))
                    .isInstanceOf(ThrowingDecoder.Fault.class);
        }
        RecordDecoder restarted = InstantiationUtil.clone(submitted);
        assertThatThrownBy(() -> decode(restarted, KEY, new byte[] {7}, new RecordHeaders()))
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .hasMessage("source.decoder threw 3 times at offset 42 of partition 3 of topic m.samples, last "
                        + ThrowingDecoder.Fault.class.getName() + ": no such luck; let it reject such a record "
                        + "instead, and start the run again: it goes on where it was");
    }

    @Test
    void jobsDoNotShareTheirCounts() {
        for (int job = 1; job <= 4; job++) {
            RecordDecoder other = new RecordDecoder(new ThrowingDecoder());
            assertThatThrownBy(() -> decode(other, KEY, new byte[] {7}, new RecordHeaders()))
                    .isInstanceOf(ThrowingDecoder.Fault.class);
        }
    }

    @Test
    void producesTheTypeWithItsOwnSerializer() {
        assertThat(decoder.getProducedType()).isEqualTo(Types.INGESTED);
    }

    private Ingested decode(byte @Nullable [] key, byte @Nullable [] value) {
        return decode(decoder, key, value, new RecordHeaders());
    }

    private static Ingested decode(
            RecordDecoder decoder, byte @Nullable [] key, byte @Nullable [] value, RecordHeaders headers) {
        List<Ingested> out = new ArrayList<>();
        decoder.open(new StageTimes(() -> 0));
        decoder.deserialize(
                new ConsumerRecord<>(
                        "m.samples",
                        3,
                        42,
                        1_700_000_000_000L,
                        TimestampType.CREATE_TIME,
                        key == null ? -1 : key.length,
                        value == null ? -1 : value.length,
                        key,
                        value,
                        headers,
                        Optional.empty()),
                new ListCollector<>(out));
        assertThat(out).hasSize(1);
        return out.get(0);
    }
}
