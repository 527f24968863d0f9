package dev.millrace.pipeline.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.metrics.StageTimes.Stage;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageTimesTest {

    private long nanos;
    private final StageTimes times = new StageTimes(() -> nanos);

    @Test
    void addsUpTheTimeOfEachStage() {
        stage(Stage.TRAIN, 300);
        stage(Stage.PUBLISH, 50);
        stage(Stage.TRAIN, 200);

        assertThat(times.seconds(Stage.TRAIN)).isEqualTo(0.5);
        assertThat(times.seconds(Stage.PUBLISH)).isEqualTo(0.05);
        assertThat(times.seconds(Stage.DECODE)).isZero();
    }

    @Test
    void timesOneRecordInSixteenAndCountsItSixteenTimes() {
        for (long position = 0; position < 16_000; position++) {
            record(position, 1);
        }

        assertThat(times.seconds(Stage.DECODE)).isEqualTo(16, within(0.5));
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 10, 16, 64, 100, 1024})
    void isRightAboutAStreamWhoseExpensiveRecordsComeAtAPeriod(long period) {
        for (long position = 0; position < 160_000; position++) {
            record(position, position % period == 0 ? period : 0);
        }

        double ofFourTimedOnes = 4 * StageTimes.ONE_IN * period / 1000.0;
        assertThat(times.seconds(Stage.DECODE)).isEqualTo(160, within(ofFourTimedOnes));
    }

    @Test
    void aTaskHasOneOfItsOwn() throws InterruptedException {
        StageTimes[] other = new StageTimes[1];
        Thread task = new Thread(() -> other[0] = StageTimes.ofThisTask());
        task.start();
        task.join();

        assertThat(StageTimes.ofThisTask()).isSameAs(StageTimes.ofThisTask()).isNotSameAs(other[0]);
    }

    private void stage(Stage stage, long millis) {
        long begun = times.begin();
        nanos += millis * 1_000_000;
        times.end(stage, begun);
    }

    private void record(long position, long millis) {
        long begun = times.beginRecord(position);
        nanos += millis * 1_000_000;
        times.endRecord(Stage.DECODE, begun);
    }

    private static Offset<Double> within(double seconds) {
        return Offset.offset(seconds);
    }
}
