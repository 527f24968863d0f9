package dev.millrace.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.augment.Augmentation;
import dev.millrace.pipeline.metrics.StageTimes;
import dev.millrace.pipeline.metrics.StageTimes.Stage;
import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Target;
import dev.millrace.sample.decode.SampleDecoder;
import dev.millrace.sample.decode.SourceRecord;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The time of a stage is its own: not that of what it hands records on to. */
class IngestTimesTest {

    private static final int RECORDS = 1600;
    private static final long MILLI = 1_000_000;

    private long nanos;
    private final StageTimes stages = new StageTimes(() -> nanos);

    @Test
    void decodingIsTimedWithoutWhatComesBehindIt() {
        RecordDecoder decoder = new RecordDecoder(new SampleDecoder() {
            @Override
            public Ingested decode(SourceRecord record) {
                nanos += 10 * MILLI;
                return sample(record.origin().position(), new Target.Label(0));
            }

            @Override
            public InputContract contract() {
                throw new UnsupportedOperationException("not asked for in this test");
            }
        });
        decoder.open(stages);
        for (long offset = 0; offset < RECORDS; offset++) {
            decoder.deserialize(new ConsumerRecord<>("in", 0, offset, null, null), behind());
        }

        assertThat(stages.seconds(Stage.DECODE)).isBetween(15.0, 17.0);
    }

    @Test
    void augmentingIsTimedForSamplesThatTrain() {
        Augmentation slow = new Augmentation() {
            @Override
            public Sample apply(Sample sample, RandomGenerator random) {
                nanos += 10 * MILLI;
                return sample;
            }

            @Override
            public void check(InputContract input) {}
        };
        Augment augment = new Augment(1, List.of(slow));
        augment.open(stages);
        for (long position = 0; position < RECORDS; position++) {
            augment.map(sample(position, new Target.Label(0)));
            augment.map(sample(position, Target.None.INSTANCE));
        }

        assertThat(stages.seconds(Stage.AUGMENT)).isBetween(15.0, 17.0);
    }

    private Collector<Ingested> behind() {
        return new Collector<>() {
            @Override
            public void collect(Ingested record) {
                nanos += 100 * MILLI;
            }

            @Override
            public void close() {}
        };
    }

    private static Sample sample(long position, Target target) {
        return Sample.of(new Origin("in", 0, position, null, 0), Features.of("x", new Feature.Numeric(1)), target);
    }
}
