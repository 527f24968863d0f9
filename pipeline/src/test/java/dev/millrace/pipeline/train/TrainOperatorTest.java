package dev.millrace.pipeline.train;

import static dev.millrace.pipeline.train.Reports.labelled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.Published;
import dev.millrace.pipeline.RunContext;
import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.metrics.MetricsRecord;
import dev.millrace.pipeline.publish.Publication;
import dev.millrace.pipeline.publish.SequenceLedger;
import dev.millrace.pipeline.types.IngestedSerializer;
import dev.millrace.pipeline.types.LearnerStateSerializer;
import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Target;
import dev.millrace.trainer.TrainingDivergedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.OperatorStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainOperatorTest {

    private static final AtomicInteger OPEN_LEARNERS = new AtomicInteger();

    @Test
    void resumesFromItsStateWithWhatWaited() throws Exception {
        OperatorSubtaskState state;
        try (var harness = harness(null, 1)) {
            harness.open();
            process(harness, 0, 10);
            state = harness.snapshot(1, 0);
        }
        try (var harness = harness(null, 1)) {
            harness.initializeState(state);
            harness.open();
            process(harness, 10, 12);
            harness.prepareSnapshotPreBarrier(2);

            MetricsRecord last = lastMetrics(harness);
            assertThat(last.trained()).isEqualTo(12);
            assertThat(last.step()).isEqualTo(3);
        }
        assertThat(OPEN_LEARNERS).hasValue(0);
    }

    @Test
    void everyCheckpointIsMarkedInTheMetrics() throws Exception {
        try (var harness = harness(null, 1)) {
            harness.open();
            harness.prepareSnapshotPreBarrier(1);
            harness.prepareSnapshotPreBarrier(2);

            assertThat(metrics(harness)).extracting(MetricsRecord::kind).containsOnly(MetricsRecord.Kind.CHECKPOINT);
            assertThat(metrics(harness)).extracting(MetricsRecord::sequence).containsExactly(1L, 2L);
        }
    }

    @Test
    void keepsNoSecondModelOnceACheckpointIsOver() throws Exception {
        try (var harness = harness(null, 1)) {
            harness.open();
            process(harness, 0, 5);
            harness.snapshot(1, 0);
            harness.notifyOfCompletedCheckpoint(1);
            assertThat(heldElements(harness)).isZero();

            harness.snapshot(2, 0);
            harness.getOneInputOperator().notifyCheckpointAborted(2);
            assertThat(heldElements(harness)).isZero();
        }
    }

    @Test
    void aTimerHandsOutWhatWaitedLongEnough() throws Exception {
        try (var harness = harness(Duration.ofMillis(50), 1)) {
            harness.setProcessingTime(100);
            harness.open();
            process(harness, 0, 3);
            harness.setProcessingTime(149);
            harness.prepareSnapshotPreBarrier(1);
            assertThat(lastMetrics(harness).trained()).isZero();

            harness.setProcessingTime(150);
            harness.prepareSnapshotPreBarrier(2);
            assertThat(lastMetrics(harness).trained()).isEqualTo(3);

            process(harness, 3, 4);
            harness.setProcessingTime(200);
            harness.prepareSnapshotPreBarrier(3);
            assertThat(lastMetrics(harness).trained()).isEqualTo(4);
        }
    }

    @Test
    void aDivergedModelFailsTheJobForGood() throws Exception {
        try (var harness = harness(null, 1)) {
            harness.open();

            assertThatThrownBy(() -> {
                        for (long i = 0; i < 8; i++) {
                            harness.processElement(new StreamRecord<>(negative(i)));
                        }
                    })
                    .isInstanceOf(SuppressRestartsException.class)
                    .hasCauseInstanceOf(TrainingDivergedException.class);
        }
    }

    @Test
    void aStateOfAnotherModelFailsTheJobForGood() throws Exception {
        OperatorSubtaskState state;
        try (var harness = harness(null, 1)) {
            harness.open();
            state = harness.snapshot(1, 0);
        }
        try (var harness = harness("other", null, 1)) {
            assertThatThrownBy(() -> harness.initializeState(state))
                    .isInstanceOf(SuppressRestartsException.class)
                    .hasStackTraceContaining("the state is of another model: m");
        }
    }

    @Test
    void theEndOfTheRunBeforeThatCannotBeOpenedFailsTheJobForGood(@TempDir Path directory) throws Exception {
        Path finalState = directory.resolve("final-state");
        RunContext run =
                new RunContext("run-0002", Published.NOTHING, null, Map.of(), null, finalState.toString(), null);
        try (var harness = new Harness(operator(run), 1)) {
            assertThatThrownBy(harness::open)
                    .isInstanceOf(SuppressRestartsException.class)
                    .cause()
                    .isInstanceOf(UserError.class)
                    .hasMessage(
                            "the run goes on from " + finalState + ", which this TaskManager cannot open; every"
                                    + " TaskManager must see state.directory at the same place, and be allowed to read and write there");
        }
    }

    @Test
    void leavesItsFinalStateOnceACheckpointTakenAfterTheEndIsComplete(@TempDir Path directory) throws Exception {
        Path finalState = directory.resolve("final-state");
        RunContext run =
                new RunContext("run-0001", Published.NOTHING, null, Map.of(), null, null, finalState.toString());
        List<SequenceLedger> ledgers = new ArrayList<>();
        TrainOperator operator = new TrainOperator(
                Loops.publishing(),
                Loops.config(null),
                run,
                config -> learner("m"),
                (publishing, ledger, onFailure) -> {
                    ledgers.add(ledger);
                    return () -> {};
                });
        try (var harness = new Harness(operator, 1)) {
            harness.open();
            process(harness, 0, 4);
            harness.prepareSnapshotPreBarrier(1);
            harness.snapshot(1, 0);
            process(harness, 4, 6);
            harness.endInput();

            harness.notifyOfCompletedCheckpoint(1);
            assertThat(finalState).doesNotExist();

            harness.prepareSnapshotPreBarrier(2);
            harness.snapshot(2, 0);
            ledgers.get(0).begin(0);
            for (long sequence = 1; sequence <= lastMetrics(harness).sequence(); sequence++) {
                ledgers.get(0).found(sequence);
            }
            harness.notifyOfCompletedCheckpoint(2);

            assertThat(JobState.of(FinalState.read(finalState.toString()))
                            .counts()
                            .trained())
                    .isEqualTo(6);
        }
    }

    @Test
    void refusesASecondSubtask() throws Exception {
        try (var harness = harness(null, 2)) {
            assertThatThrownBy(harness::open)
                    .isInstanceOf(SuppressRestartsException.class)
                    .hasStackTraceContaining("parallelism of 1, got 2");
        }
    }

    private static Harness harness(@Nullable Duration maximumWait, int parallelism) throws Exception {
        return harness("m", maximumWait, parallelism);
    }

    private static Harness harness(String learner, @Nullable Duration maximumWait, int parallelism) throws Exception {
        TrainOperator operator = new TrainOperator(
                Loops.publishing(),
                Loops.config(maximumWait),
                Loops.run(),
                config -> learner(learner),
                (publishing, ledger, onFailure) -> () -> {});
        return new Harness(operator, parallelism);
    }

    private static TrainOperator operator(RunContext run) {
        return new TrainOperator(
                Loops.publishing(),
                Loops.config(null),
                run,
                config -> learner("m"),
                (publishing, ledger, onFailure) -> () -> {});
    }

    /** Elements that the operator's state lists hold, and so keep in memory. */
    private static int heldElements(Harness harness) throws Exception {
        OperatorStateBackend backend = ((TrainOperator) harness.getOneInputOperator()).getOperatorStateBackend();
        int held = 0;
        for (var ignored : backend.getUnionListState(
                        new ListStateDescriptor<>("model", LearnerStateSerializer.INSTANCE))
                .get()) {
            held++;
        }
        for (var ignored : backend.getListState(new ListStateDescriptor<>("pending", IngestedSerializer.INSTANCE))
                .get()) {
            held++;
        }
        return held;
    }

    private static RunningLearner learner(String name) {
        OPEN_LEARNERS.incrementAndGet();
        return new RunningLearner(new FrequencyLearner(name), "none", OPEN_LEARNERS::decrementAndGet);
    }

    private static void process(Harness harness, long from, long to) throws Exception {
        for (long i = from; i < to; i++) {
            harness.processElement(new StreamRecord<>(labelled(i)));
        }
    }

    private static Sample negative(long position) {
        return Sample.of(Reports.origin(position), Features.of("x", new Feature.Numeric(-1)), new Target.Label(0));
    }

    private static List<MetricsRecord> metrics(Harness harness) {
        List<MetricsRecord> metrics = new ArrayList<>();
        for (Publication publication : harness.extractOutputValues()) {
            byte[] value = publication.value();
            if (publication.topic().equals(Loops.METRICS) && value != null) {
                metrics.add(MetricsRecord.parse(value));
            }
        }
        return metrics;
    }

    private static MetricsRecord lastMetrics(Harness harness) {
        List<MetricsRecord> metrics = metrics(harness);
        return metrics.get(metrics.size() - 1);
    }

    /** Flink's harness for one subtask, closed as if it were the whole task. */
    private static final class Harness extends OneInputStreamOperatorTestHarness<Ingested, Publication> {

        Harness(TrainOperator operator, int parallelism) throws Exception {
            super(operator, 128, parallelism, 0);
        }

        @Override
        public void close() {
            try {
                super.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
