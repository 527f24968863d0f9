package dev.millrace.trainer;

import dev.millrace.sample.Origin;
import dev.millrace.sample.Target;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one call of {@link Learner#learn} did.
 *
 * @param step number of updates applied so far, this one included; unchanged if the step was rejected or nothing was labelled
 * @param samples what became of each sample, in the order of the batch
 * @param loss mean loss of the training forward over the labelled samples; NaN if none was labelled
 * @param learningRate rate this step used, or would have used
 * @param gradientNorm global L2 norm of the gradient before clipping; NaN if the step did not come that far
 * @param clipped whether a clipping link changed the gradient
 * @param rejection why the step was rejected, null if it was not
 */
public record StepReport(
        long step,
        List<SampleReport> samples,
        double loss,
        double learningRate,
        double gradientNorm,
        boolean clipped,
        @Nullable String rejection) {

    public StepReport {
        samples = List.copyOf(samples);
    }

    /** Whether the step was rejected: parameters, statistics and optimiser are as they were before it. */
    public boolean isRejected() {
        return rejection != null;
    }

    /**
     * What became of one sample.
     *
     * @param origin where it came from
     * @param target what it should have answered
     * @param output the model's answer to the original features, in predict mode, before this step: probabilities for a
     *     classifier; null if the sample was left out by {@code evaluate.share}. Not to be modified
     * @param loss loss of {@code output}; NaN if there is no output or no target
     * @param fate what was done with it
     */
    public record SampleReport(Origin origin, Target target, float @Nullable [] output, double loss, Fate fate) {}

    /** What was done with a sample. */
    public enum Fate {
        /** An update that used it was applied. */
        TRAINED,
        /** The update that used it was rejected. */
        STEP_REJECTED,
        /** It had no target: predicted only. */
        UNLABELLED;

        /** The word in predictions, metrics and logs: {@code step-rejected}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
