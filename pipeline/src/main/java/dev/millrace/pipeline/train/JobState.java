package dev.millrace.pipeline.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.pipeline.Published;
import dev.millrace.trainer.LearnerState;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the operator knows beside the learner, at one moment. It lies in the model state as one section of JSON, so that a person can
 * read it and no number of it is lost.
 *
 * @param counts what became of each record
 * @param window the reporting window under way
 * @param sequences last number used, by topic
 * @param snapshotVersion version of the last published snapshot, 0 before the first
 * @param trainedAtSnapshot trained samples when it was taken
 * @param slotParts how many chunks each slot of the snapshots topic holds, by slot
 * @param trainedThrough how far each part of the source has been learnt
 * @param readThrough how far each part of the source has been read; null in a state of a release that did not know it
 * @param transaction what the transaction carries that is committed with this state, for people
 * @param snapshot the last snapshot; null if neither this run nor those that it goes on from have taken one
 * @param snapshotDueFromMillis from when on the time to the next snapshot is counted, milliseconds since the epoch; null in a run that begins, and in a state of
 *     a release that counted it from each restart
 * @param stateMillis when the state was taken, milliseconds since the epoch; null in a run that begins
 * @param ended whether the end of a bounded run has been published
 * @param trainedBefore samples that the model was trained on in the runs that this one goes on from
 */
record JobState(
        Counts.State counts,
        MetricsWindow.State window,
        Map<String, Long> sequences,
        long snapshotVersion,
        long trainedAtSnapshot,
        Map<Integer, Integer> slotParts,
        Map<String, Map<Integer, Long>> trainedThrough,
        @Nullable Map<String, Map<Integer, Long>> readThrough,
        String transaction,
        @Nullable SnapshotTaken snapshot,
        @Nullable Long snapshotDueFromMillis,
        @Nullable Long stateMillis,
        boolean ended,
        long trainedBefore) {

    private static final String SECTION = "job/progress";
    private static final int VERSION = 1;
    private static final String BEGINS = "the outcome of no record";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where a new run begins: nothing counted, versions and sequences going on after what is published. */
    static JobState begin(Published published) {
        return new JobState(
                new Counts().state(),
                MetricsWindow.State.EMPTY,
                published.sequences(),
                published.version(),
                0,
                published.slotParts(),
                Map.of(),
                null,
                BEGINS,
                null,
                null,
                null,
                false,
                0);
    }

    /**
     * Where a run begins that goes on after the bounded one that this is the end of: what the model learnt stays, and with it score and last snapshot; what
     * belongs to a run is counted anew; versions and sequences go on after what is published.
     */
    JobState next(Published published) {
        return new JobState(
                new Counts().state(),
                MetricsWindow.State.EMPTY,
                sequencesAfter(published),
                published.version(),
                0,
                published.slotParts(),
                trainedThrough,
                readThrough,
                BEGINS,
                snapshot,
                null,
                null,
                false,
                trainedBefore + counts.trained());
    }

    /** Of a topic that its retention has emptied nothing shows how far its numbers had come. */
    private Map<String, Long> sequencesAfter(Published published) {
        Map<String, Long> last = new TreeMap<>(sequences);
        published.sequences().forEach((topic, sequence) -> last.merge(topic, sequence, Math::max));
        return last;
    }

    /** The learner's state with this one as a section more. */
    LearnerState in(LearnerState learner) {
        try {
            return new LearnerState.Builder()
                    .addAll(learner)
                    .add(SECTION, new LearnerState.Text(VERSION, JSON.writeValueAsString(this)))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("job progress cannot be written as JSON", e);
        }
    }

    /**
     * Reads the section that {@link #in} wrote.
     *
     * @throws IllegalStateException if it is not there or not readable
     */
    static JobState of(LearnerState state) {
        String json = state.text(SECTION, VERSION);
        try {
            return JSON.readValue(json, JobState.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("job progress in the state is not readable: " + e.getMessage(), e);
        }
    }
}
