package dev.millrace.pipeline.train;

import dev.millrace.pipeline.RunContext;
import dev.millrace.pipeline.UserError;
import dev.millrace.trainer.Learner;
import dev.millrace.trainer.LearnerState;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/** Where an operator begins: from its checkpoint, from the end of the run before, or from nothing. */
final class Beginning {

    private Beginning() {}

    /**
     * The state to go on from; the learner is brought there too.
     *
     * @param learner at its initial weights
     * @param state as it was restored, if it was
     * @throws SuppressRestartsException if another attempt would find it no better
     */
    static JobState of(RunContext run, Learner learner, TrainState state, boolean isRestored) throws Exception {
        if (isRestored) {
            return restored(learner, checkpoint(state));
        }
        String before = run.goesOnFrom();
        return before == null
                ? JobState.begin(run.base())
                : restored(learner, endOf(before)).next(run.base());
    }

    private static LearnerState checkpoint(TrainState state) throws Exception {
        LearnerState model = state.model();
        if (model == null) {
            throw new SuppressRestartsException(
                    new IllegalStateException("the checkpoint holds no model; it is not one of a trainer"));
        }
        return model;
    }

    private static LearnerState endOf(String finalState) throws IOException {
        try {
            return FinalState.read(finalState);
        } catch (FileNotFoundException e) {
            // The start saw it.
            throw new SuppressRestartsException(new UserError(
                    "the run goes on from " + new Path(finalState).getPath()
                            + ", which this TaskManager cannot open; every TaskManager must see state.directory at the same"
                            + " place, and be allowed to read and write there",
                    e));
        }
    }

    private static JobState restored(Learner learner, LearnerState model) {
        try {
            learner.restore(model);
            return JobState.of(model);
        } catch (IllegalStateException e) {
            throw new SuppressRestartsException(e);
        }
    }
}
