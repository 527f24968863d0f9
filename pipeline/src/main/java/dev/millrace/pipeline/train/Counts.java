package dev.millrace.pipeline.train;

import dev.millrace.sample.Deviations;
import dev.millrace.sample.Rejected;
import dev.millrace.trainer.StepReport;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts what became of every record that was consumed, over the whole life of a run: each record once, in exactly one count. */
final class Counts {

    private long trained;
    private long stepRejected;
    private long unlabelled;
    private long rejectedSteps;
    private long unknownFields;
    private long filledFields;
    private final Map<Rejected.Reason, Long> deadLetters = new EnumMap<>(Rejected.Reason.class);

    /** Counts from nothing. */
    Counts() {}

    /** Goes on from a state. */
    Counts(State state) {
        trained = state.trained;
        stepRejected = state.stepRejected;
        unlabelled = state.unlabelled;
        rejectedSteps = state.rejectedSteps;
        unknownFields = state.unknownFields;
        filledFields = state.filledFields;
        for (Rejected.Reason reason : Rejected.Reason.values()) {
            Long count = state.deadLetters.get(reason.label());
            if (count != null) {
                deadLetters.put(reason, count);
            }
        }
    }

    /**
     * The counts at one moment.
     *
     * @param unknownFields fields of valid records that their schema does not name
     * @param filledFields fields that valid records lacked
     * @param deadLetters by {@link Rejected.Reason#label()}; reasons that did not occur are left out
     */
    record State(
            long trained,
            long stepRejected,
            long unlabelled,
            long rejectedSteps,
            long unknownFields,
            long filledFields,
            Map<String, Long> deadLetters) {

        /** Records dealt with. */
        long consumed() {
            return samples()
                    + deadLetters.values().stream().mapToLong(Long::longValue).sum();
        }

        /** Valid records dealt with. */
        long samples() {
            return trained + stepRejected + unlabelled;
        }
    }

    void count(Rejected rejected) {
        deadLetters.merge(rejected.reason(), 1L, Long::sum);
    }

    void count(Deviations deviations) {
        unknownFields += deviations.unknownFields();
        filledFields += deviations.filledFields();
    }

    void count(StepReport report) {
        if (report.isRejected()) {
            rejectedSteps++;
        }
        for (StepReport.SampleReport sample : report.samples()) {
            switch (sample.fate()) {
                case TRAINED -> trained++;
                case STEP_REJECTED -> stepRejected++;
                case UNLABELLED -> unlabelled++;
            }
        }
    }

    /** Samples that an update was made from. */
    long trained() {
        return trained;
    }

    State state() {
        Map<String, Long> byLabel = new TreeMap<>();
        deadLetters.forEach((reason, count) -> byLabel.put(reason.label(), count));
        return new State(trained, stepRejected, unlabelled, rejectedSteps, unknownFields, filledFields, byLabel);
    }
}
