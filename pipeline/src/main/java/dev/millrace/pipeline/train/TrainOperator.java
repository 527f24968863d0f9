package dev.millrace.pipeline.train;

import dev.millrace.pipeline.Publishing;
import dev.millrace.pipeline.RunContext;
import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.ingest.InputEnd;
import dev.millrace.pipeline.ingest.InputLag;
import dev.millrace.pipeline.metrics.StageTimes;
import dev.millrace.pipeline.publish.DeliveryCheck;
import dev.millrace.pipeline.publish.DeliveryLostException;
import dev.millrace.pipeline.publish.Publication;
import dev.millrace.pipeline.publish.SequenceLedger;
import dev.millrace.pipeline.train.Commitments.Commitment;
import dev.millrace.sample.Ingested;
import dev.millrace.trainer.TrainerConfig;
import dev.millrace.trainer.TrainingDivergedException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.IOUtils;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link TrainingLoop} as a Flink operator of one subtask: gives it records, processing time and checkpoints, and keeps its state.
 *
 * <p>The handles of its {@link TrainState} are let go as soon as the checkpoint they were for is over.
 *
 * <p>A diverged model, or a state that is not of this model, engine or thread setting, fails the job for good: a restart would end there again. So does a
 * drain, which would publish an end that is none.
 */
public final class TrainOperator extends AbstractStreamOperator<Publication>
        implements OneInputStreamOperator<Ingested, Publication>, BoundedOneInput {

    private final Publishing publishing;
    private final TrainerConfig trainer;
    private final RunContext run;
    private final SerializableFunction<TrainerConfig, RunningLearner> learnerSource;
    private final Delivery delivery;

    private transient TrainState state;
    private transient RunningLearner running;
    private transient OperatorMeters meters;
    private transient TrainingLoop loop;
    private transient SequenceLedger ledger;
    private transient AutoCloseable deliveryCheck;
    private transient @Nullable InputLag inputLag;
    private transient Commitments commitments;
    private transient long firstCheckpointOfEnd;
    private transient StreamRecord<Publication> outgoing;
    private transient DeadlineTimer timer;

    TrainOperator(
            Publishing publishing,
            TrainerConfig trainer,
            RunContext run,
            SerializableFunction<TrainerConfig, RunningLearner> learnerSource,
            Delivery delivery) {
        this.publishing = publishing;
        this.trainer = trainer;
        this.run = run;
        this.learnerSource = learnerSource;
        this.delivery = delivery;
    }

    /**
     * An operator that trains one network in its process's engine.
     *
     * @param run the run it belongs to
     */
    public static TrainOperator of(Publishing publishing, TrainerConfig trainer, RunContext run) {
        return new TrainOperator(publishing, trainer, run, RunningLearner::open, TrainOperator::follow);
    }

    private static AutoCloseable follow(Publishing to, SequenceLedger ledger, Consumer<Throwable> onFailure) {
        return DeliveryCheck.start(to.kafka(), to.metrics().topic(), to.model(), ledger, onFailure);
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        requireOneSubtask();
        state = new TrainState(context.getOperatorStateStore());
        running = learnerSource.apply(trainer);
        outgoing = new StreamRecord<>(null);

        JobState from = Beginning.of(run, running.learner(), state, context.isRestored());
        StageTimes stages = StageTimes.ofThisTask();
        loop = new TrainingLoop(
                publishing,
                trainer,
                run,
                running,
                from,
                this::publish,
                record -> meters.update(record),
                lag(),
                stages,
                now());
        commitments = new Commitments(loop.commitment(now()));
        firstCheckpointOfEnd = Long.MAX_VALUE;
        meters = new OperatorMeters(
                getMetricGroup(), publishing.model(), run.run(), stages, commitments, loop::lag, this::now);
        meters.update(loop.progress(now()));
        followDelivery();
        for (Ingested pending : state.pending()) {
            accept(pending);
        }
        state.release();
        timer = new DeadlineTimer(getProcessingTimeService(), loop::deadlineMillis, this::onTime);
        timer.set();
    }

    private Lag lag() {
        String input = run.input();
        if (input == null) {
            return read -> null;
        }
        InputLag watch = InputLag.of(publishing.kafka(), input, run.starts());
        inputLag = watch;
        return read -> watch.behind(read.of(input));
    }

    private void followDelivery() {
        String topic = publishing.metrics().topic();
        long base = run.base().sequences().getOrDefault(topic, 0L);
        ledger = new SequenceLedger(topic, base, loop.metricsSequence(), patience(), now());
        ledger.close(loop.metricsSequence(), loop.transaction());
        deliveryCheck = delivery.follow(publishing, ledger, this::failForGood);
    }

    private void requireOneSubtask() {
        int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        if (subtasks != 1) {
            throw forGood(new IllegalStateException(
                    "training must have a parallelism of 1, got " + subtasks + "; a model learns in one place"));
        }
    }

    @Override
    public void processElement(StreamRecord<Ingested> record) {
        accept(record.getValue());
        timer.set();
    }

    private void accept(Ingested record) {
        try {
            loop.accept(record, now());
        } catch (TrainingDivergedException e) {
            throw forGood(e);
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        loop.beforeCheckpoint(now());
        ledger.close(loop.metricsSequence(), loop.transaction());
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        state.update(loop.state(), loop.pending());
        commitments.promise(context.getCheckpointId(), loop.commitment(now()));
        if (loop.hasEnded()) {
            firstCheckpointOfEnd = Math.min(firstCheckpointOfEnd, context.getCheckpointId());
        }
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        state.release();
        Commitment committed = commitments.complete(checkpointId, now());
        if (committed != null) {
            ledger.promise(committed.metricsSequence(), now());
        }
        // One that was under way as the stream ended commits nothing of the end.
        if (checkpointId >= firstCheckpointOfEnd) {
            awaitDelivery();
            leaveFinalState();
        }
    }

    /** The last checkpoint of a run has no later one that could show that it was lost, so its end waits. */
    private void awaitDelivery() throws InterruptedException {
        try {
            ledger.await();
        } catch (DeliveryLostException e) {
            throw forGood(e);
        }
    }

    /** Before the job is over, for then its checkpoints are gone. */
    private void leaveFinalState() throws IOException {
        String file = run.finalState();
        if (file != null) {
            FinalState.write(file, loop.state());
        }
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        super.notifyCheckpointAborted(checkpointId);
        state.release();
    }

    @Override
    public void endInput() {
        requireTrueEnd();
        try {
            loop.end(now());
        } catch (TrainingDivergedException e) {
            throw forGood(e);
        }
    }

    /** An end that is published is not taken back: the run would be over, and the next one train on all of it again. */
    private void requireTrueEnd() {
        if (run.input() != null && !InputEnd.ofThisTask().isReached()) {
            throw forGood(new UserError(
                    "the job was drained before the end of its input, which would have ended the run there,"
                            + " so it failed instead; start it again, it goes on from its last checkpoint, and stop it without drain: millrace"
                            + " stop --savepoint"));
        }
    }

    @Override
    public void close() throws Exception {
        IOUtils.closeAll(deliveryCheck, inputLag, meters, running, super::close);
    }

    private void publish(Publication publication) {
        output.collect(outgoing.replace(publication));
    }

    private void onTime() {
        try {
            loop.onTime(now());
        } catch (TrainingDivergedException e) {
            throw forGood(e);
        }
    }

    private long now() {
        return getProcessingTimeService().getCurrentProcessingTime();
    }

    private void failForGood(Throwable cause) {
        getContainingTask().getEnvironment().failExternally(new SuppressRestartsException(cause));
    }

    /**
     * How long what a checkpoint promised may take to appear. The broker ends a transaction either way within its timeout, looking for expired
     * ones every 10 s by default.
     */
    private Duration patience() {
        return publishing.kafka().transactionTimeout().plusSeconds(15);
    }

    private static SuppressRestartsException forGood(Exception cause) {
        return new SuppressRestartsException(cause);
    }
}
