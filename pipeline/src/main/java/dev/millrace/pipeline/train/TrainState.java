package dev.millrace.pipeline.train;

import dev.millrace.pipeline.types.IngestedSerializer;
import dev.millrace.pipeline.types.LearnerStateSerializer;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.Sample;
import dev.millrace.trainer.LearnerState;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.jspecify.annotations.Nullable;

/**
 * A trainer's state in Flink: {@code model}, a union list of one immutable handle that the first subtask writes, and {@code pending}, a list of the samples
 * that wait for their batch.
 */
final class TrainState {

    private final ListState<LearnerState> model;
    private final ListState<Ingested> pending;

    /** The state as it was restored, if it was. */
    TrainState(OperatorStateStore store) throws Exception {
        model = store.getUnionListState(new ListStateDescriptor<>("model", LearnerStateSerializer.INSTANCE));
        pending = store.getListState(new ListStateDescriptor<>("pending", IngestedSerializer.INSTANCE));
    }

    /** The model; null if there is none. */
    @Nullable
    LearnerState model() throws Exception {
        Iterator<LearnerState> handles = model.get().iterator();
        return handles.hasNext() ? handles.next() : null;
    }

    Iterable<Ingested> pending() throws Exception {
        return pending.get();
    }

    /** What the checkpoint under way is to hold. */
    void update(LearnerState ofNow, List<Sample> waiting) throws Exception {
        model.update(List.of(ofNow));
        pending.update(new ArrayList<>(waiting));
    }

    /** Lets go of the handles, so that memory holds no second model between checkpoints. */
    void release() {
        model.clear();
        pending.clear();
    }
}
